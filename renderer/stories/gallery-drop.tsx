// The drop overlay while many photos, or one file, are dragged over it.
import type { Language } from '../../shared/locales/languages.ts';
import { DropOverlay } from '../features/drop/drop-area.tsx';
import { firstDefaults } from '../../shared/library/folder-rules.ts';
import { albums } from './fixtures/albums.ts';

const nothing = (): void => undefined;

export function DropStories({ language }: { language: Language }) {
  const shown = { albums: albums(language), onDrop: nothing, onExplain: nothing, rules: firstDefaults };
  return (
    <>
      <div className="gallery-drop">
        <DropOverlay {...shown} dragged={{ count: 48, allPhotos: true }} initiallyOver="known:2" />
      </div>
      <div className="gallery-drop">
        <DropOverlay {...shown} dragged={{ count: 1, allPhotos: false }} initiallyOver="explain" />
      </div>
    </>
  );
}
