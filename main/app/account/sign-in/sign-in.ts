// One attempt to sign in, from the question to the token: by the browser or in a window. Keeps nothing and opens no library.
import { randomBytes } from 'node:crypto';
import type { Language } from '../../../../shared/locales/language.ts';
import type { Translate } from '../../../../shared/locales/translate.ts';
import { waysOf } from '../../../../shared/sign-in.ts';
import type { Application, SignInWay } from '../../../../shared/sign-in.ts';
import { authorizeAddress } from '../ok-service.ts';
import type { OkService } from '../ok-service.ts';
import { notSignedIn, readSignInAnswer } from './answer.ts';
import type { SignInAnswer, SignInFailed } from './answer.ts';
import { openLoopbackPage } from './loopback-server.ts';

export interface SignInTools {
  /** The system's browser; rejects when there is none. */
  openInBrowser: (address: string) => Promise<void>;
  /** What the service wrote behind the return address, read in a window of ours. */
  askInWindow: (wanted: {
    application: Application;
    address: string;
    title: string;
    signal: AbortSignal;
  }) => Promise<{ ok: true; text: string } | SignInFailed>;
  locale: () => { language: Language; t: Translate };
}

export interface SignInAsked {
  service: OkService;
  application: Application | null;
  way: SignInWay;
  /** The person no longer wants to. */
  signal: AbortSignal;
  /** Replaced in tests. */
  waitMs?: number;
}

/** How long the port stays open for the browser. */
const BROWSER_WAIT_MS = 5 * 60_000;

/** Never rejects for what a person, a browser or the service does. Port and window are free again when it resolves. */
export async function signInOnce(asked: SignInAsked, tools: SignInTools): Promise<SignInAnswer> {
  const { service, application, way, signal } = asked;
  if (!application) return notSignedIn('no_application');
  if (!waysOf(application.redirect).includes(way)) return notSignedIn('way_not_possible');
  // One question, one answer: whoever does not know this word has not been asked.
  const state = randomBytes(24).toString('base64url');
  const address = authorizeAddress(service, application, state);
  const { language, t } = tools.locale();

  if (way === 'window') {
    const answer = await tools.askInWindow({ application, address, title: t('signInPage.title'), signal });
    return answer.ok ? readSignInAnswer(answer.text, state) : answer;
  }

  let take: (answer: SignInAnswer) => void = () => undefined;
  const answered = new Promise<SignInAnswer>((resolve) => {
    take = resolve;
  });
  const page = await openLoopbackPage({
    redirect: application.redirect,
    language,
    t,
    onAnswer(text) {
      const answer = readSignInAnswer(text, state);
      take(answer);
      if (answer.ok) return 'done';
      return answer.why === 'refused' ? 'refused' : 'failed';
    },
  });
  if (page === 'port_in_use') return notSignedIn('port_in_use', new URL(application.redirect).port || '80');
  const tooLong = setTimeout(() => take(notSignedIn('timed_out')), asked.waitMs ?? BROWSER_WAIT_MS);
  const giveUp = (): void => take(notSignedIn('cancelled'));
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    if (signal.aborted) return notSignedIn('cancelled');
    await tools.openInBrowser(address).catch(() => take(notSignedIn('browser_not_opened')));
    return await answered;
  } finally {
    clearTimeout(tooLong);
    signal.removeEventListener('abort', giveUp);
    await page.close();
  }
}
