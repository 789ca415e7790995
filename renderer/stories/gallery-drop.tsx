// The drop overlay as it stands while something is held over it.
import { DropOverlay } from '../screens/drop/drop-area.tsx';
import * as fixtures from './fixtures.ts';

export function DropStories({ tongue }: { tongue: fixtures.Tongue }) {
  return (
    <div className="gallery-drop">
      <DropOverlay
        held={{ count: 48, allPhotos: true }}
        albums={fixtures.albums(tongue)}
        onDrop={() => undefined}
        initiallyOver={1}
      />
    </div>
  );
}
