// The drop overlay as it stands while something is held over it.
import { DropOverlay } from '../screens/drop/drop-area.tsx';
import { albums } from './fixtures/albums.ts';
import { type Tongue } from './fixtures/invented.ts';

export function DropStories({ tongue }: { tongue: Tongue }) {
  return (
    <div className="gallery-drop">
      <DropOverlay
        held={{ count: 48, allPhotos: true }}
        albums={albums(tongue)}
        onDrop={() => undefined}
        initiallyOver={1}
      />
    </div>
  );
}
