// The bar above photos that wait for review: how many, and buttons that decide about all or about the picked ones.
import { useState } from 'react';
import { ConfirmDialog, type Question } from '../../../components/confirm-dialog.tsx';
import { Icon } from '../../../components/icon.tsx';
import { useI18n } from '../../../i18n/use-i18n.tsx';
import type { Review } from './use-review.ts';

/** Leaving out this many or more asks for confirmation. */
const manyPhotos = 2;

/** `total`: number of photos that the filter shows. */
export function ReviewBar({ review, total }: { review: Review; total: number }) {
  const { t } = useI18n();
  const [question, setQuestion] = useState<Question | null>(null);
  const ids = [...review.picked.ids];
  const some = ids.length > 0;
  const n = some ? ids.length : total;
  const leave = (): void => void (some ? review.decide(ids, 'leave_out') : review.decideAll('leave_out'));
  const askLeave = (): void => {
    if (n < manyPhotos) leave();
    else
      setQuestion({
        title: t('review.leaveTitle', { n }),
        text: t('review.leaveText'),
        yes: t('review.leavePicked', { n }),
        no: t('review.keep'),
        onYes: leave,
      });
  };
  return (
    <section className="review-bar" aria-label={t('photos.filter.review')}>
      <Icon name="eye" />
      <div className="grow">
        <p className="strong" role="status">
          {t(some ? 'review.picked' : 'review.bar', { n })}
        </p>
        <p className="meta">{t('review.keys')}</p>
      </div>
      {some && (
        <button type="button" className="btn quiet" onClick={() => review.unpick()}>
          {t('review.unpick')}
        </button>
      )}
      <button type="button" className="btn" disabled={review.busy} onClick={askLeave}>
        {t(some ? 'review.leavePicked' : 'review.leaveAll', { n })}
      </button>
      <button
        type="button"
        className="btn primary"
        disabled={review.busy}
        onClick={() => void (some ? review.decide(ids, 'approve') : review.decideAll('approve'))}
      >
        {t(some ? 'review.sendPicked' : 'review.sendAll', { n })}
      </button>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </section>
  );
}
