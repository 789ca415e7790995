// The drop overlay as it stands while many photos, and while one file, are held over it.
import { DropOverlay } from '../features/drop/drop-area.tsx';
import { firstDefaults } from '../../shared/library/folder-rules.ts';
import { albums } from './fixtures/albums.ts';
import type { Tongue } from './fixtures/invented.ts';

const nothing = (): void => undefined;

export function DropStories({ tongue }: { tongue: Tongue }) {
  const shown = { albums: albums(tongue), onDrop: nothing, onExplain: nothing, rules: firstDefaults };
  return (
    <>
      <div className="gallery-drop">
        <DropOverlay {...shown} held={{ count: 48, allPhotos: true }} initiallyOver="known:2" />
      </div>
      <div className="gallery-drop">
        <DropOverlay {...shown} held={{ count: 1, allPhotos: false }} initiallyOver="explain" />
      </div>
    </>
  );
}
