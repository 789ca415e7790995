// Beside step 3: previews grouped by album, with who will see them. Decorative: the form beside it says the same.
import { useRef } from 'react';
import type { Album } from '../../../shared/library/album.ts';
import type { FolderPreview } from '../../../shared/library/folder.ts';
import { justify } from '../../components/justify.ts';
import { WhoSees } from '../../components/privacy.tsx';
import { shapeOf } from '../../components/shape.ts';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { useWidth } from '../../components/use-width.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { albumGroups, type AlbumGroup } from './album-groups.ts';
import { chosen, type StartPlan } from './start-plan.ts';
import { frames } from './wall-slots.ts';

const photoHeight = 128;
/** Rows shown of each album if there are several, so that the next album is visible, too. */
const rowsEach = 2;
/** Empty frames for an album without known photos: one row. */
const framesShown = 4;

interface Props {
  plan: StartPlan;
  /** Folder by folder, in the plan's order. */
  folderPreviews: readonly (readonly FolderPreview[])[];
  albums: readonly Album[];
}

export function AlbumWall({ plan, folderPreviews, albums }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const groups = albumGroups(chosen(plan), folderPreviews, albums);
  return (
    <div className="album-wall">
      <div ref={ref} />
      {groups.map((group) => (
        <AlbumPhotos key={group.key} group={group} width={width} most={groups.length === 1 ? Infinity : rowsEach} />
      ))}
    </div>
  );
}

function AlbumPhotos({ group, width, most }: { group: AlbumGroup; width: number; most: number }) {
  const { t } = useI18n();
  const { as, photos } = group;
  const title =
    as.kind === 'personal'
      ? t('album.personal')
      : as.kind === 'per_subfolder'
        ? t('album.perSubfolder', { n: as.albums })
        : as.title === ''
          ? t('album.chooseOther')
          : as.title;
  const shapes = photos.length === 0 ? frames.slice(0, framesShown) : photos.map((photo) => shapeOf(photo));
  return (
    <section>
      <div className="row">
        <span className="strong clip">{title}</span>
        <WhoSees album={group} />
      </div>
      {(width === 0 ? [] : justify(shapes, width, photoHeight)).slice(0, most).map(({ from, height, widths }) => (
        <div className="wall-row" key={from}>
          {widths.map((frame, index) => {
            const photo = photos[from + index];
            return (
              <span
                key={index}
                className={photo === undefined ? 'photo frame' : 'photo'}
                style={{ width: frame, height }}
              >
                {photo !== undefined && <Thumbnail sha256={photo.sha256} />}
              </span>
            );
          })}
        </div>
      ))}
    </section>
  );
}
