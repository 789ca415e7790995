// The one button that applies when nothing moves by itself. No button where there is nothing to do but wait.
import type { Snapshot } from '../../../shared/library.ts';
import { useVoice } from '../../language/voice.tsx';
import { placeOf, usePlace } from '../../place.tsx';
import { useAct } from '../../use-act.ts';

export function NextStep({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useVoice();
  const { go } = usePlace();
  const act = useAct();
  const { status } = snapshot;
  if (status.kind === 'needs_you') {
    return (
      <div className="row next-step">
        <button type="button" className="btn primary" onClick={() => go(placeOf('problems'))}>
          {t('overview.showProblems', { n: status.photos })}
        </button>
      </div>
    );
  }
  if (status.kind === 'account' || (status.kind === 'waiting' && status.why === 'no_account')) {
    const trouble = status.kind === 'account' ? status.trouble.kind : 'no_account';
    const toAccount =
      trouble === 'sign_in' || trouble === 'permission' || trouble === 'other_account' || trouble === 'no_account';
    return (
      <div className="row next-step">
        {toAccount && (
          <button type="button" className="btn primary" onClick={() => go(placeOf('settings', { tab: 'account' }))}>
            {t(trouble === 'no_account' ? 'overview.connect' : 'overview.signIn')}
          </button>
        )}
        {trouble !== 'no_account' && (
          <button type="button" className={toAccount ? 'btn quiet' : 'btn'} onClick={() => void act('sync.retry')}>
            {t('overview.retryNow')}
          </button>
        )}
      </div>
    );
  }
  const canRetry =
    status.kind === 'offline' ||
    (status.kind === 'waiting' && (status.why === 'retry' || status.why === 'disk_full' || status.why === 'drive_off'));
  if (!canRetry) return null;
  return (
    <div className="row next-step">
      <button type="button" className="btn" onClick={() => void act('sync.retry')}>
        {t('overview.retryNow')}
      </button>
    </div>
  );
}
