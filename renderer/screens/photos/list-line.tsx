// One photo as a line: picture, name, folder, size, time, state.
import type { MouseEvent } from 'react';
import type { PhotoRow } from '../../../shared/library/photo.ts';
import { StateLabel } from '../../components/state-label.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { ReviewButtons } from './review/review-buttons.tsx';
import { datedText, isTaken } from '../../features/photo/dated.ts';
import { useSentShare } from '../../features/photo/use-sent-share.ts';
import { decidedState, type TileReview } from './photo-tile.tsx';

export function ListLine({
  photo,
  row,
  tabStop,
  chosen,
  onChoose,
  review,
}: {
  photo: number;
  row: PhotoRow | null;
  tabStop: boolean;
  chosen: boolean;
  onChoose: (event: MouseEvent) => void;
  review: TileReview | null;
}) {
  const i18n = useI18n();
  const { t, bytes, clock } = i18n;
  const share = useSentShare(row?.fileId);
  const decided = review?.decided ?? null;
  const state =
    row === null ? 'checking' : share !== null ? 'sending' : decided === null ? row.shown : decidedState[decided];
  const classes = ['list-line', (chosen || review?.picked === true) && 'chosen', decided !== null && 'decided'];
  const about = row === null ? [] : [row.folderTitle];
  if (row !== null && row.reason !== null) about.push(t(`why.${row.reason}`).replace(/\.$/u, ''));
  if (row !== null && !isTaken(row.datedBy)) about.push(t(`photos.datedBy.${row.datedBy}`));
  return (
    <div
      role="gridcell"
      aria-selected={review === null ? chosen : review.picked}
      className={review === null ? 'grow' : 'grow reviewable'}
    >
      <button
        type="button"
        className={classes.filter(Boolean).join(' ')}
        data-photo={photo}
        tabIndex={tabStop ? 0 : -1}
        onClick={onChoose}
      >
        <span className={row?.shown === 'skipped' ? 'photo skipped' : 'photo'}>
          {row !== null && <Thumbnail sha256={row.thumbnail} eager />}
        </span>
        {row !== null && (
          <>
            <span className="cell">
              <span className="clip">{row.name}</span>
              <span className="meta clip">{about.join('\u00a0· ')}</span>
            </span>
            <span className="meta end">{bytes(row.sizeBytes)}</span>
            <time
              className="meta end"
              dateTime={new Date(row.sortMs).toISOString()}
              title={datedText(i18n, row.datedBy, row.sortMs)}
            >
              {clock(row.sortMs)}
            </time>
            <StateLabel state={state} />
          </>
        )}
      </button>
      {row !== null && review !== null && decided === null && (
        <ReviewButtons name={row.name} picked={review.picked} onDecide={review.onDecide} onPick={review.onPick} />
      )}
    </div>
  );
}
