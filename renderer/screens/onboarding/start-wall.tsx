// Beside the first start: frames that fill with the person's photos; at the last step those of the plan. Decorative.
import { useRef, useState } from 'react';
import type { FolderPreview } from '../../../shared/library/folder.ts';
import type { PhotoRow } from '../../../shared/library/photo.ts';
import { justify } from '../../components/justify.ts';
import { PhotoMark } from '../../components/photo-mark.tsx';
import { shapeOf } from '../../components/shape.ts';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { useWidth } from '../../components/use-width.ts';
import { useQuery } from '../../engine/use-query.ts';
import { emptySlots, frames, mixed, filledSlots } from './wall-slots.ts';

const frameHeight = 150;
/** More rows than the tallest window shows. */
const photosShown = 40;

interface Props {
  /** Newest photos, folder by folder. */
  folderPreviews: readonly (readonly FolderPreview[])[];
  /** Checked photos of the plan. */
  planned: boolean;
}

export function StartWall({ folderPreviews, planned }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const page = useQuery(
    'photos.page',
    'photos',
    planned ? { shown: null, search: '', folderId: null, after: null, limit: photosShown } : null,
  );
  const [before, setSlots] = useState(emptySlots);
  const slots = filledSlots(before, mixed(folderPreviews));
  if (slots !== before) setSlots(slots);
  const rows: readonly PhotoRow[] = planned ? (page.value?.rows.filter((row) => row.thumbnail !== null) ?? []) : [];
  const shapes = rows.length === 0 ? frames : rows.map((row) => shapeOf(row));
  return (
    <div className="wall-rows" ref={ref}>
      {(width === 0 ? [] : justify(shapes, width, frameHeight)).map(({ from, height, widths }) => (
        <div className="wall-row" key={from}>
          {widths.map((frame, index) => {
            const photo = rows[from + index];
            const picture = photo?.thumbnail ?? slots[from + index]?.sha256 ?? null;
            const className = picture === null ? 'photo frame' : photo?.shown === 'skipped' ? 'photo skipped' : 'photo';
            return (
              <span key={index} className={className} style={{ width: frame, height }}>
                {picture !== null && <Thumbnail sha256={picture} />}
                {photo !== undefined && <PhotoMark state={photo.shown} />}
              </span>
            );
          })}
        </div>
      ))}
    </div>
  );
}
