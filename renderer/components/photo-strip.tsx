// A strip of photos with the same height, and how many more there are.
import type { CSSProperties } from 'react';
import type { PhotoRow } from '../../shared/library/photo.ts';
import { useI18n } from '../i18n/use-i18n.tsx';
import { shapeOf } from './shape.ts';
import { Thumbnail } from './thumbnail.tsx';

/** `total`: all photos of the group; those not in `rows` appear as «N more». With `onOpen` each photo is a button. */
export function PhotoStrip({
  rows,
  total,
  height,
  onOpen,
  onRest,
}: {
  rows: readonly PhotoRow[];
  total: number;
  height: 'history' | 'problem';
  onOpen?: (row: PhotoRow) => void;
  onRest?: () => void;
}) {
  const { t } = useI18n();
  return (
    <div className={`strip ${height}`}>
      {rows.map((row) => {
        const style = { '--ar': shapeOf(row) } as CSSProperties;
        if (onOpen === undefined) {
          return (
            <span key={row.fileId} className="photo" style={style}>
              <Thumbnail sha256={row.thumbnail} alt={row.name} />
            </span>
          );
        }
        return (
          <button
            key={row.fileId}
            type="button"
            className="photo"
            style={style}
            title={row.name}
            aria-label={t('photos.named', { name: row.name, state: t(`photos.state.${row.shown}`) })}
            onClick={() => onOpen(row)}
          >
            <Thumbnail sha256={row.thumbnail} />
          </button>
        );
      })}
      {total > rows.length &&
        (onRest === undefined ? (
          <span className="rest">{t('window.more', { n: total - rows.length })}</span>
        ) : (
          <button type="button" className="rest link" onClick={onRest}>
            {t('window.more', { n: total - rows.length })}
          </button>
        ))}
    </div>
  );
}
