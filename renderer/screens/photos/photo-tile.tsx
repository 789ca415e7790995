// One photo in the grid. While it is sent, the sent share of its picture is drawn in colour up to an orange edge.
import type { CSSProperties, MouseEvent } from 'react';
import type { PhotoRow } from '../../../shared/library/photo.ts';
import { PhotoMark } from '../../components/photo-mark.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useSentShare } from '../../features/photo/use-sent-share.ts';
import { ReviewButtons } from './review/review-buttons.tsx';
import type { ReviewDecision } from './review/picking.ts';

/** Set for a photo that waits for review. */
export interface TileReview {
  picked: boolean;
  decided: ReviewDecision | null;
  onDecide: (decision: ReviewDecision) => void;
  onPick: () => void;
}

interface Props {
  /** Index in the whole list. */
  photo: number;
  row: PhotoRow | null;
  width: number;
  height: number;
  tabStop: boolean;
  chosen: boolean;
  onChoose: (event: MouseEvent) => void;
  review: TileReview | null;
  loadingLabel: string;
}

/** The state shown for a decided photo until the lists are updated. */
export const decidedState = { approve: 'waiting', leave_out: 'skipped' } as const;

export function PhotoTile({ photo, row, width, height, tabStop, chosen, onChoose, review, loadingLabel }: Props) {
  const { t } = useI18n();
  const share = useSentShare(row?.fileId);
  const size: CSSProperties = { width, height };
  if (row === null) {
    return (
      <div role="gridcell">
        <button
          type="button"
          className="photo"
          style={size}
          data-photo={photo}
          tabIndex={tabStop ? 0 : -1}
          aria-label={loadingLabel}
        />
      </div>
    );
  }
  const state = share !== null ? 'sending' : review?.decided == null ? row.shown : decidedState[review.decided];
  const classes = [
    'photo',
    row.shown === 'skipped' && 'skipped',
    (chosen || review?.picked === true) && 'chosen',
    review !== null && review.decided !== null && 'decided',
    share !== null && 'coming',
    (share === 0 || share === 100) && 'no-edge',
  ];
  return (
    <div
      role="gridcell"
      className={review === null ? undefined : 'reviewable'}
      aria-selected={review === null ? chosen : review.picked}
    >
      <button
        type="button"
        className={classes.filter(Boolean).join(' ')}
        style={share === null ? size : ({ ...size, '--sent': `${share}%` } as CSSProperties)}
        data-photo={photo}
        tabIndex={tabStop ? 0 : -1}
        title={row.name}
        aria-label={t('photos.named', { name: row.name, state: t(`photos.state.${state}`) })}
        onClick={onChoose}
      >
        <Thumbnail sha256={row.thumbnail} eager />
        <PhotoMark state={state} />
      </button>
      {review !== null && review.decided === null && (
        <ReviewButtons name={row.name} picked={review.picked} onDecide={review.onDecide} onPick={review.onPick} />
      )}
    </div>
  );
}
