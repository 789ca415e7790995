// The banner about an engine or an account that cannot send. Overview shows account problems in full instead.
import { errorCode } from '../../../shared/errors.ts';
import { statusText, troubleSentence } from '../../../shared/locales/status-sentence.ts';
import { keepsCrashing } from '../../engine/engine-state.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { routeOf, useRoute } from '../../route.tsx';
import { Banner } from '../../components/banner.tsx';

export function TroubleBanner() {
  const { t, language } = useI18n();
  const { route, go } = useRoute();
  const runCommand = useCommand();
  const trouble = useEngine((state) => state.snapshot?.trouble ?? null);
  const nowMs = useEngine((state) => state.snapshot?.atMs ?? 0);
  const broken = useEngine((state) => state.broken);
  const isCrashing = useEngine(keepsCrashing);
  const hasNoAccount = useEngine((state) => state.account?.kind === 'none');
  // Without an account no engine runs.
  if (hasNoAccount) return null;
  if (broken?.state === 'failed') {
    const why = errorCode.safeParse(broken.code);
    const text = t(`error.${why.data ?? 'internal'}`, { subject: broken.subject ?? '' });
    return <Banner icon="warning" text={t('window.engineFailed', { why: text })} />;
  }
  // Stays until the engine answers; after repeated crashes, until an engine has run well for a while.
  if (isCrashing) return <Banner icon="warning" text={t('window.engineDying')} />;
  if (broken !== null) return <Banner icon="warning" text={t('window.engineStopped')} />;
  if (trouble === null || trouble.kind === 'resting' || route.screen === 'overview') return null;
  const sentence = troubleSentence(trouble, nowMs, language, t);
  const isLocked = trouble.kind === 'keyring_locked';
  const canSignIn = trouble.kind === 'sign_in' || trouble.kind === 'permission' || trouble.kind === 'other_account';
  return (
    <Banner
      icon={canSignIn || isLocked ? 'key' : 'warning'}
      text={`${statusText(sentence, t)}. ${sentence.detail ?? ''}`}
    >
      {isLocked && (
        <button type="button" className="btn small" onClick={() => void runCommand('account.openKeychain')}>
          {t('overview.openKeyring')}
        </button>
      )}
      {canSignIn && route.tab !== 'account' && (
        <button type="button" className="btn small" onClick={() => go(routeOf('settings', { tab: 'account' }))}>
          {t('overview.signIn')}
        </button>
      )}
    </Banner>
  );
}
