// A few photos as justified rows, outside the Photos screen.
import { useMemo, useRef } from 'react';
import type { PhotoRow } from '../../shared/library/photo.ts';
import { useI18n } from '../i18n/use-i18n.tsx';
import { justify } from './justify.ts';
import { PhotoMark } from './photo-mark.tsx';
import { shapeOf } from './shape.ts';
import { Thumbnail } from './thumbnail.tsx';
import { useWidth } from './use-width.ts';

/** Target height of a row, in pixels. */
export const wallHeight = 132;

export function Wall({
  rows,
  marks = true,
  height = wallHeight,
  onOpen,
}: {
  rows: readonly PhotoRow[];
  marks?: boolean;
  height?: number;
  onOpen: (row: PhotoRow) => void;
}) {
  const { t } = useI18n();
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const lines = useMemo(() => (width === 0 ? [] : justify(rows.map(shapeOf), width, height)), [rows, width, height]);
  return (
    <div className="wall-rows" ref={ref}>
      {lines.map((line) => (
        <div className="wall-row" key={line.from}>
          {rows.slice(line.from, line.to).map((row, index) => (
            <button
              key={row.fileId}
              type="button"
              className={row.shown === 'skipped' ? 'photo skipped' : 'photo'}
              style={{ width: line.widths[index], height: line.height }}
              title={row.name}
              aria-label={t('photos.named', { name: row.name, state: t(`photos.state.${row.shown}`) })}
              onClick={() => onOpen(row)}
            >
              <Thumbnail sha256={row.thumbnail} />
              {marks && <PhotoMark state={row.shown} />}
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
