// Step 1: what the program does, what it promises, and connecting.
import { useEffect, useRef, useState } from 'react';
import type { AccountView } from '../../../shared/program-views.ts';
import { languageCodes, languages } from '../../../shared/locales/languages.ts';
import { accountName } from '../../components/account-name.ts';
import { Logo } from '../../components/logo.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { focusHome } from '../../components/kept-focus.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { ApplicationDialog } from '../../features/sign-in/application-pref.tsx';
import { quietHint, SignInButtons, signInText } from '../../features/sign-in/sign-in-pref.tsx';
import { SignInStorageQuestion } from './sign-in-storage-question.tsx';
import { TokenButton } from '../../features/sign-in/token-dialog.tsx';
import { StepFoot } from './step-foot.tsx';

export function StepWelcome({ onNext, onLater }: { onNext: () => void; onLater: () => void }) {
  const { t, language } = useI18n();
  const runCommand = useCommand();
  const others = languageCodes.filter((code) => code !== language);
  const asksWhereToKeep = useEngine(({ account }) => needsKeepAnswer(account));
  return (
    <>
      <div className="middle">
        <Logo large />
        {asksWhereToKeep ? (
          <SignInStorageQuestion onAnswered={onNext} />
        ) : (
          <>
            <h2 {...focusHome}>{t('start.welcome')}</h2>
            <p className="lead">{t('start.welcomeLead')}</p>
            <Connect onNext={onNext} onLater={onLater} />
            <ul className="vows">
              <Vow icon="lock" text={t('start.vowDelete')} />
              <Vow icon="copy" text={t('start.vowTwice')} />
              <Vow icon="eye" text={t('start.vowWhy')} />
            </ul>
          </>
        )}
      </div>
      <StepFoot step={1}>
        {others.map((other) => (
          <button
            key={other}
            type="button"
            className="link"
            lang={other}
            onClick={() => void runCommand('settings.change', { language: other })}
          >
            {languages[other].ownName}
          </button>
        ))}
      </StepFoot>
    </>
  );
}

/** Signed in on a system without a keychain, and the person has not chosen yet where to store the sign-in. */
function needsKeepAnswer(account: AccountView | null): boolean {
  return account?.kind === 'ok' && account.signIn.signedIn && account.signIn.keptIn === 'ask';
}

function Vow({ icon, text }: { icon: IconName; text: string }) {
  return (
    <li>
      <Icon name={icon} />
      <span>{text}</span>
    </li>
  );
}

function Connect({ onNext, onLater }: { onNext: () => void; onLater: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const runCommand = useCommand();
  const account = useEngine((state) => state.account);
  const [naming, setNaming] = useState(false);
  const connected = account !== null && account.kind !== 'none';
  const view = account?.signIn;
  const wasWaiting = useRef(false);
  // After signing in through the browser the next step opens by itself, once.
  useEffect(() => {
    if (view?.state.kind === 'waiting') wasWaiting.current = true;
    else if (wasWaiting.current && connected && !needsKeepAnswer(account)) {
      wasWaiting.current = false;
      onNext();
    }
  }, [view?.state.kind, connected, account, onNext]);
  const tryDemo = async (): Promise<void> => {
    if (!commandFailed(await runCommand('account.useDemo'))) onNext();
  };
  if (connected) {
    return (
      <>
        <div className="row welcome-acts">
          <button type="button" className="btn primary" onClick={onNext}>
            {t('start.goOn')}
          </button>
          <button type="button" className="btn quiet" onClick={onLater}>
            {t('start.later')}
          </button>
        </div>
        <p className="meta welcome-hint">{t('start.connected', { name: accountName(i18n, account) })}</p>
      </>
    );
  }
  const canSignIn = (view?.ways.length ?? 0) > 0;
  const result = view === undefined ? null : signInText(i18n, view);
  return (
    <>
      <div className="row welcome-acts">
        {canSignIn && <SignInButtons primary />}
        <button type="button" className={canSignIn ? 'btn' : 'btn primary'} onClick={() => void tryDemo()}>
          {t('start.demo')}
        </button>
        {!canSignIn && (
          <button type="button" className="btn quiet" onClick={onLater}>
            {t('start.later')}
          </button>
        )}
      </div>
      <p className={result?.need === true ? 'need-text welcome-hint' : 'meta welcome-hint'} role="status">
        {result?.text ?? t(canSignIn && view !== undefined ? quietHint(view) : 'start.demoHint')}
      </p>
      <p className="row welcome-more">
        {!canSignIn && (
          <button type="button" className="link" onClick={() => setNaming(true)}>
            {t('signIn.connect')}
          </button>
        )}
        {view?.application != null && <TokenButton look="link" />}
        {canSignIn && (
          <button type="button" className="link" onClick={onLater}>
            {t('start.later')}
          </button>
        )}
      </p>
      {naming && <ApplicationDialog onClose={() => setNaming(false)} />}
    </>
  );
}
