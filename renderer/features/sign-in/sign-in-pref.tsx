// Signing in: a button for each possible way, the progress, and why it failed.
import type { ReactNode } from 'react';
import type { SignInView, SignInWay } from '../../../shared/sign-in.ts';
import type { TextKey } from '../../../shared/locales/ru.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n, type I18n } from '../../i18n/use-i18n.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { Pref } from '../../components/pref.tsx';

/** The state of the current or last sign-in in words; null: nothing to show. */
export function signInText({ t }: I18n, { state }: SignInView): { text: string; need: boolean } | null {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'waiting':
      return {
        text: t(state.way === 'browser' ? 'signIn.waitingBrowserHint' : 'signIn.waitingWindowHint'),
        need: false,
      };
    case 'asks_same_person':
      return { text: t('signIn.samePerson.hint', { name: state.name }), need: false };
    case 'checks_person':
      return { text: t('signIn.samePerson.checksHint'), need: false };
    case 'signed_out':
      return { text: t(`signIn.signedOut.${state.rights}`), need: state.rights === 'not_confirmed' };
    case 'failed':
      return { text: t(`signIn.failed.${state.why}`, { subject: state.subject }), need: state.why !== 'cancelled' };
  }
}

export function useSignIn(): { view: SignInView | null; begin: (way: SignInWay) => void; cancel: () => void } {
  const runCommand = useCommand();
  const view = useEngine((state) => state.account?.signIn ?? null);
  return {
    view,
    begin: (way) => void runCommand('account.signIn', { way }),
    cancel: () => void runCommand('account.cancelSignIn'),
  };
}

/** Key of the hint that describes signing in before it begins. */
export function quietHint({ ways }: SignInView): TextKey {
  const [first] = ways;
  if (first === undefined) return 'signIn.hintNoApplication';
  return first === 'browser' ? 'signIn.hintBrowser' : 'signIn.hintWindow';
}

/** Why a sign-in has ended; null while it is valid, as far as we know. */
export function lostText(
  { t }: Pick<I18n, 't'>,
  { signedIn, expiresMs, keptIn }: Pick<SignInView, 'signedIn' | 'expiresMs' | 'keptIn'>,
  refusedByService: boolean,
  nowMs: number,
): string | null {
  // In a locked keyring it is not lost.
  if (!signedIn) return t(keptIn === 'locked' ? 'signIn.keptIn.locked' : 'signIn.state.missing');
  if (!refusedByService) return null;
  return t(expiresMs !== null && expiresMs <= nowMs ? 'signIn.state.expired' : 'signIn.state.ended');
}

/** Offers the second way only after the first has failed. `again`: the person was signed in before. */
export function SignInButtons({ primary, again = false }: { primary: boolean; again?: boolean }) {
  const { t } = useI18n();
  const { view, begin, cancel } = useSignIn();
  if (view === null) return null;
  if (view.state.kind === 'asks_same_person') return <SamePersonButtons />;
  if (view.state.kind === 'waiting' || view.state.kind === 'checks_person') {
    return (
      <button type="button" className="btn" onClick={cancel}>
        {t('signIn.cancel')}
      </button>
    );
  }
  const [first, second] = view.ways;
  const failed = view.state.kind === 'failed';
  return (
    <>
      {failed && second !== undefined && (
        <button type="button" className="btn quiet" onClick={() => begin(second)}>
          {t(second === 'window' ? 'signIn.inWindowInstead' : 'signIn.inBrowser')}
        </button>
      )}
      {first !== undefined && (
        <button type="button" className={primary ? 'btn primary' : 'btn'} onClick={() => begin(first)}>
          {t(again ? 'signIn.again' : first === 'browser' ? 'signIn.inBrowser' : 'signIn.inWindow')}
        </button>
      )}
    </>
  );
}

function SamePersonButtons() {
  const { t } = useI18n();
  const runCommand = useCommand();
  const answer = (isSame: boolean): void => void runCommand('account.answerSamePerson', { isSame });
  return (
    <>
      <button type="button" className="btn" onClick={() => answer(false)}>
        {t('signIn.samePerson.no')}
      </button>
      <button type="button" className="btn primary" onClick={() => answer(true)}>
        {t('signIn.samePerson.yes')}
      </button>
    </>
  );
}

function titleOf({ t }: I18n, { state }: SignInView): string {
  switch (state.kind) {
    case 'waiting':
      return t(state.way === 'browser' ? 'signIn.waitingBrowser' : 'signIn.waitingWindow');
    case 'asks_same_person':
      return t('signIn.samePerson.title');
    case 'checks_person':
      return t('signIn.samePerson.checks');
    default:
      return t('signIn.title');
  }
}

/** `children`: other ways, before the buttons. */
export function SignInPref({
  primary,
  again = false,
  children,
}: {
  primary: boolean;
  again?: boolean;
  children?: ReactNode;
}) {
  const i18n = useI18n();
  const runCommand = useCommand();
  const { view } = useSignIn();
  const refused = useEngine((state) => state.snapshot?.trouble?.kind === 'sign_in');
  const nowMs = useEngine((state) => state.snapshot?.atMs ?? 0);
  if (view === null) return null;
  const result = signInText(i18n, view);
  const quiet = (again ? lostText(i18n, view, refused, nowMs) : null) ?? i18n.t(quietHint(view));
  const hint = result === null ? quiet : <span className={result.need ? 'need-text' : undefined}>{result.text}</span>;
  return (
    <Pref title={titleOf(i18n, view)} hint={<span role="status">{hint}</span>}>
      {view.state.kind !== 'asks_same_person' && view.state.kind !== 'checks_person' && children}
      {view.state.kind === 'signed_out' && view.state.rights !== 'taken_back' && (
        <button type="button" className="btn quiet" onClick={() => void runCommand('shell.openRightsPage')}>
          {i18n.t('signIn.signedOut.page')}
        </button>
      )}
      <SignInButtons primary={primary} again={again} />
    </Pref>
  );
}
