// The buttons on a photo that waits for review: pick, leave out, send. For the mouse; keys do the same.
import { Icon } from '../../../components/icon.tsx';
import { useI18n } from '../../../i18n/use-i18n.tsx';
import type { ReviewDecision } from './picking.ts';

interface Props {
  name: string;
  picked: boolean;
  onDecide: (decision: ReviewDecision) => void;
  onPick: () => void;
}

export function ReviewButtons({ name, picked, onDecide, onPick }: Props) {
  const { t } = useI18n();
  const leave = t('review.leave', { name });
  const send = t('review.send', { name });
  const pick = t('review.pick', { name });
  return (
    <span className={picked ? 'photo-acts picked' : 'photo-acts'}>
      <button
        type="button"
        className="photo-act pick"
        tabIndex={-1}
        aria-pressed={picked}
        aria-label={pick}
        title={pick}
        onClick={onPick}
      >
        {picked && <Icon name="check" />}
      </button>
      <button
        type="button"
        className="photo-act"
        tabIndex={-1}
        aria-label={leave}
        title={leave}
        onClick={() => onDecide('leave_out')}
      >
        <Icon name="x" />
      </button>
      <button
        type="button"
        className="photo-act"
        tabIndex={-1}
        aria-label={send}
        title={send}
        onClick={() => onDecide('approve')}
      >
        <Icon name="arrow-up" />
      </button>
    </span>
  );
}
