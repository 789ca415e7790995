// Beside the first start: empty frames, which the last step fills with the person's own photos. Decoration only.
import { useRef } from 'react';
import type { PhotoRow } from '../../../shared/library.ts';
import { justify } from '../../components/justify.ts';
import { PhotoMark } from '../../components/photo-mark.tsx';
import { shapeOf } from '../../components/shape.ts';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { useWidth } from '../../components/use-width.ts';
import { useAnswer } from '../../use-answer.ts';

const emptyShapes = [
  1.6, 1.6, 0.76, 1.6, 1.77, 0.82, 1.6, 1.6, 0.85, 1.6, 2.6, 2.1, 1.6, 1.5, 1.6, 0.76, 1.6, 1.6, 1.2,
];
const frameHeight = 150;
/** More than the tallest window shows. */
const photosShown = 40;

export function StartWall({ filled }: { filled: boolean }) {
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const page = useAnswer(
    'photos.page',
    'photos',
    filled ? { shown: null, search: '', folderId: null, after: null, limit: photosShown } : null,
  );
  const photos: readonly (PhotoRow | null)[] = filled
    ? (page.value?.rows.filter((row) => row.thumbnail !== null) ?? [])
    : [];
  const shapes = photos.length === 0 ? emptyShapes : photos.map((row) => (row === null ? 1.5 : shapeOf(row)));
  const rows = width === 0 ? [] : justify(shapes, width, frameHeight);
  return (
    <div className={photos.length === 0 ? 'wall-rows blank' : 'wall-rows'} ref={ref}>
      {rows.map((row) => (
        <div className="wall-row" key={row.from}>
          {row.widths.map((frame, index) => {
            const photo = photos[row.from + index] ?? null;
            return (
              <span
                key={index}
                className={photo?.shown === 'skipped' ? 'photo skipped' : 'photo'}
                style={{ width: frame, height: row.height }}
              >
                {photo !== null && <Thumbnail sha256={photo.thumbnail} />}
                {photo !== null && <PhotoMark state={photo.shown} />}
              </span>
            );
          })}
        </div>
      ))}
    </div>
  );
}
