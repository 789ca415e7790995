// Shown instead of the status while the engine does not answer: its state, and the last known counts with their time.
import { engineAwayKey } from '../../components/engine-away-key.ts';
import { focusHome } from '../../components/kept-focus.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import type { LastKnown } from '../../engine/last-known.ts';

export function EngineAway() {
  const { t } = useI18n();
  const key = useEngine((state) => engineAwayKey(state.broken));
  const known = useEngine((state) => state.lastKnown);
  return (
    <section className="status away" aria-busy={key !== 'status.engineFailed'}>
      <div className="status-line">
        <h2 className="grow" {...focusHome}>
          {t(key)}
        </h2>
      </div>
      {known !== null && known.counts.all > 0 ? (
        <Known known={known} />
      ) : (
        key === 'status.starting' && <p className="under">{t('statusDetail.starting')}</p>
      )}
    </section>
  );
}

function Known({ known: { atMs, counts } }: { known: LastKnown }) {
  const { t, moment } = useI18n();
  const parts = [t('lastKnown.done', { n: counts.done })];
  if (counts.waiting + counts.checking > 0) parts.push(t('lastKnown.waiting', { n: counts.waiting + counts.checking }));
  if (counts.needs_you + counts.review > 0) parts.push(t('lastKnown.need', { n: counts.needs_you + counts.review }));
  return <p className="under">{t('lastKnown.asOf', { time: moment(atMs), what: parts.join(', ') })}</p>;
}
