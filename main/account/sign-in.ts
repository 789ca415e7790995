// One attempt to sign in, from the authorize page to the token: in the system's browser or in a window.
import { waysOf } from '../../shared/sign-in.ts';
import type { Application, SignInWay } from '../../shared/sign-in.ts';
import type { Language } from '../../shared/locales/languages.ts';
import type { Translate } from '../../shared/locales/translate.ts';
import { authorizeAddress } from './ok-service.ts';
import type { OkService } from './ok-service.ts';
import { notSignedIn, readSignInAnswer } from './answer.ts';
import type { SignInAnswer, SignInFailed } from './answer.ts';
import { openLoopbackPage } from './loopback-server.ts';

export interface SignInTools {
  /** Opens the system's browser; rejects when there is none. */
  openInBrowser: (address: string) => Promise<void>;
  /** Lets the person sign in in a window of ours; resolves to the answer behind the return address. */
  askInWindow: (wanted: {
    application: Application;
    address: string;
    title: string;
    t: Translate;
    signal: AbortSignal;
  }) => Promise<{ ok: true; text: string } | SignInFailed>;
  /** The person goes on in the browser after the window led elsewhere. */
  onBrowser: () => void;
  locale: () => { language: Language; t: Translate };
}

export interface SignInAsked {
  service: OkService;
  application: Application | null;
  way: SignInWay;
  /** Asks for the right to send into groups, too. */
  withGroups?: boolean;
  /** Aborted when the person cancels. */
  signal: AbortSignal;
  /** Ties the answer to this attempt: an answer with another one is not ours. */
  state: string;
  /** Replaced in tests. */
  waitMs?: number;
}

/** How long the port stays open for the browser. */
const BROWSER_WAIT_MS = 5 * 60_000;

/** Never rejects because of a person, a browser or the service. Port and window are free when it resolves. */
export async function signInOnce(asked: SignInAsked, tools: SignInTools): Promise<SignInAnswer> {
  const { service, application, way, signal, state } = asked;
  if (!application) return notSignedIn('no_application');
  if (!waysOf(application.redirect).includes(way)) return notSignedIn('way_not_possible');
  const address = authorizeAddress(service, application, state, asked.withGroups);
  const { language, t } = tools.locale();

  if (way === 'window') {
    const answer = await tools.askInWindow({ application, address, title: t('signInPage.title'), t, signal });
    if (answer.ok) return readSignInAnswer(answer.text, state);
    if (answer.why !== 'leads_elsewhere') return answer;
    if (!waysOf(application.redirect).includes('browser')) {
      // The browser finds no way back from there: the person pastes its address.
      await tools.openInBrowser(address).catch(() => undefined);
      return answer;
    }
    tools.onBrowser();
  }

  let conclude: (answer: SignInAnswer) => void = () => undefined;
  const answered = new Promise<SignInAnswer>((resolve) => {
    conclude = resolve;
  });
  const page = await openLoopbackPage({
    redirect: application.redirect,
    language,
    t,
    onAnswer(text) {
      const answer = readSignInAnswer(text, state);
      conclude(answer);
      if (answer.ok) return 'done';
      return answer.why === 'refused' ? 'refused' : 'failed';
    },
  });
  if (page === 'port_in_use') return notSignedIn('port_in_use', new URL(application.redirect).port || '80');
  const tooLong = setTimeout(() => conclude(notSignedIn('timed_out')), asked.waitMs ?? BROWSER_WAIT_MS);
  const giveUp = (): void => conclude(notSignedIn('cancelled'));
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    if (signal.aborted) return notSignedIn('cancelled');
    await tools.openInBrowser(address).catch(() => conclude(notSignedIn('browser_not_opened')));
    return await answered;
  } finally {
    clearTimeout(tooLong);
    signal.removeEventListener('abort', giveUp);
    await page.close();
  }
}
