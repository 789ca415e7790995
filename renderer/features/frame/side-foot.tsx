// The foot of the sidebar: the status in one line with a pause button (not on Overview), and the account.
import { statusSentence, statusText } from '../../../shared/locales/status-sentence.ts';
import { roundProgress } from '../../../shared/round-progress.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { accountName } from '../../components/account-name.ts';
import { engineAwayKey } from '../../components/engine-away-key.ts';
import { BytesBar } from '../../components/bytes-bar.tsx';
import { Icon } from '../../components/icon.tsx';

export function NowLine() {
  const runCommand = useCommand();
  const { t, language } = useI18n();
  const snapshot = useEngine((state) => state.snapshot);
  const away = useEngine((state) => engineAwayKey(state.broken));
  const hasNoAccount = useEngine((state) => state.account?.kind === 'none');
  if (snapshot === null)
    return hasNoAccount ? null : (
      <div className="now" title={t(away)}>
        <span className="now-words">{t(away)}</span>
      </div>
    );
  const { kind } = snapshot.status;
  const moving = kind === 'sending' || kind === 'checking';
  const sentence = statusSentence(snapshot, language, t);
  const { round } = snapshot;
  // The short form, without the time left.
  const words =
    kind === 'sending' && !snapshot.round.growing
      ? t('status.sending', { done: round.photosDone, total: round.photosTotal })
      : statusText(sentence, t);
  const share = roundProgress(snapshot);
  return (
    <div className="now" title={words}>
      <div className="row">
        <span className="grow now-words">{words}</span>
        {moving && (
          <button
            type="button"
            className="btn icon-only small"
            aria-label={t('overview.pause')}
            title={t('overview.pause')}
            onClick={() => void runCommand('sync.pause', { untilMs: null })}
          >
            <Icon name="pause" size="small" />
          </button>
        )}
        {kind === 'paused' && (
          <button
            type="button"
            className="btn icon-only small"
            aria-label={t('overview.resume')}
            title={t('overview.resume')}
            onClick={() => void runCommand('sync.resume')}
          >
            <Icon name="play" size="small" />
          </button>
        )}
      </div>
      {share.total > 0 && share.done < share.total && (moving || round.photosDone < round.photosTotal) && (
        <BytesBar thin still={!moving} {...share} text={words} label={t('overview.progress')} />
      )}
    </div>
  );
}

/** First letters of the first two words. */
export function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}

export function AccountLine() {
  const i18n = useI18n();
  const { t } = i18n;
  const { go } = useRoute();
  const account = useEngine((state) => state.account);
  // null: not known, which is not zero.
  const onOk = useEngine(
    ({ snapshot, lastKnown }) => snapshot?.account?.photos ?? (snapshot ?? lastKnown)?.counts.done ?? null,
  );
  const connected = account !== null && account.kind !== 'none';
  const name = account === null ? t('window.foot.none') : accountName(i18n, account);
  const second = !connected
    ? t('window.foot.connect')
    : onOk === null
      ? t('window.loading')
      : t('window.foot.onOk', { n: onOk });
  return (
    <button type="button" className="account" title={name} onClick={() => go(routeOf('settings', { tab: 'account' }))}>
      <span className="avatar" aria-hidden="true">
        {connected ? initials(name) : <Icon name="person" size="small" />}
      </span>
      <span className="two">
        <span className="clip block">{name}</span>
        <span className="meta clip block">{second}</span>
      </span>
    </button>
  );
}
