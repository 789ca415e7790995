// The state of signing in, between window and main: application, ways, progress. Never contains a token.
import { z } from 'zod';

/** `browser`: the system's browser and a page on this computer. `window`: a sandboxed window of ours. */
export const signInWay = z.enum(['browser', 'window']);
export type SignInWay = z.infer<typeof signInWay>;

/** The redirect address if no other one is registered. A fixed port, because the service allows no wildcard. */
export const usualRedirect = 'http://localhost:43117/ok-photo-sync';

/** The service's empty pages for programs that read the address (docs/ok-api.md). */
export const blankPages = ['https://oauth.mycdn.me/blank.html', 'https://api.ok.ru/blank.html'] as const;

/** `http` on this computer, with a port and a path, and nothing after it. */
const loopback = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):([1-9]\d{0,4})\/(?!\/)[\w./-]*$/;
const highestPort = 65_535;

/** Ways that a redirect address allows, the better one first: only our own page can report the browser's answer. */
export function waysOf(redirect: string): SignInWay[] {
  if (Number(loopback.exec(redirect)?.[1] ?? Number.NaN) <= highestPort) return ['browser', 'window'];
  return blankPages.some((page) => page === redirect) ? ['window'] : [];
}

/** An application as it is registered with the service; none of the three is a secret. */
export const application = z.strictObject({
  /** `client_id` of the authorize page: a number. */
  id: z.string().regex(/^\d{1,20}$/),
  /** `application_key` of every call. */
  publicKey: z.string().regex(/^[A-Za-z0-9]{8,64}$/),
  /** Equal to a registered one, character by character. */
  redirect: z
    .string()
    .max(200)
    .refine((address) => waysOf(address).length > 0),
});
export type Application = z.infer<typeof application>;

/** Why signing in failed; shared/locales has a sentence for each. */
export const signInFailure = z.enum([
  /** No application is configured. */
  'no_application',
  /** The redirect address does not allow this way. */
  'way_not_possible',
  'port_in_use',
  'browser_not_opened',
  'page_not_reached',
  /** The person left our window for the browser, from which no way leads back; the host that it led to. */
  'leads_elsewhere',
  /** The person refused on the service's page. */
  'refused',
  /** The person closed the window, or pressed «cancel» here. */
  'cancelled',
  'timed_out',
  /** The answer's `state` is not ours. */
  'wrong_state',
  /** No token, or an unreadable one. */
  'bad_answer',
  /** The service's own word for an error, as subject. */
  'service_error',
  /** A pasted address holds no answer of the service. */
  'no_fragment',
  /** What was pasted is no token. */
  'bad_token',
  /** A pasted token is VK's. */
  'other_service',
  /** A pasted token without its session secret. */
  'no_secret',
  /** The service does not accept a pasted token. */
  'token_refused',
  /** A pasted token, its session secret and the application's public key do not belong together. */
  'token_mismatch',
  /** The token is valid, but the application's public key is not. */
  'wrong_key',
  /** Signed in, but the service does not say as which user. */
  'not_answering',
  /** The folders here belong to another account. */
  'other_account',
  /** The person said to be the one of these folders, and nothing of them is in the account. */
  'nothing_found',
  /** Signed in, but the sign-in could not be stored: it lasts for this run. */
  'not_kept',
]);
export type SignInFailure = z.infer<typeof signInFailure>;

export const signInState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({ kind: z.literal('waiting'), way: signInWay }),
  /** Through another application, which names another id: is it the person whose folders these are? */
  z.strictObject({ kind: z.literal('asks_same_person'), name: z.string().max(200) }),
  /** The person says yes; the library's albums and photos are looked for in the account. */
  z.strictObject({ kind: z.literal('checks_person'), name: z.string().max(200) }),
  z.strictObject({ kind: z.literal('failed'), why: signInFailure, subject: z.string().max(200) }),
  /** The person has just signed out. */
  z.strictObject({
    kind: z.literal('signed_out'),
    /** What became of the program's rights at the service; `not_confirmed`: it was asked to take them back. */
    rights: z.enum(['kept', 'taken_back', 'not_confirmed']),
  }),
]);
export type SignInState = z.infer<typeof signInState>;

export const signInView = z.strictObject({
  state: signInState,
  /** null: neither built in nor entered by the person. */
  application: application.nullable(),
  /** true: entered by the person; false: built in. */
  ownApplication: z.boolean(),
  ways: z.array(signInWay),
  /** Signed in, as far as we know: there is a token and it has not expired. */
  signedIn: z.boolean(),
  /** When the token expires, if known; use extends it where the service granted a long sign-in. */
  expiresMs: z.number().int().nullable(),
  /** `ask`: no keychain, and the person has not chosen yet. `locked`: the keychain is locked. */
  keptIn: z.enum(['keychain', 'locked', 'file', 'session', 'ask']),
});
export type SignInView = z.infer<typeof signInView>;

/** Without these two nothing can be sent. */
export const neededRights = ['VALUABLE_ACCESS', 'PHOTO_CONTENT'] as const;
/** Without it a sign-in lasts for hours. */
export const longRight = 'LONG_ACCESS_TOKEN';
/** Asked for only if the person wants to send into groups: an application that OK has not given it may be refused. */
export const groupRight = 'GROUP_CONTENT';

/** Pasted by the person in place of a sign-in; both are secrets. `token` may be a whole address. */
export const pastedToken = z.strictObject({ token: z.string().max(10_000), secret: z.string().max(10_000) });

export type RightsLeft = Extract<SignInState, { kind: 'signed_out' }>['rights'];

/** Not signed in, and nothing begun. */
export const noSignIn: SignInView = {
  state: { kind: 'idle' },
  application: null,
  ownApplication: false,
  ways: [],
  signedIn: false,
  expiresMs: null,
  keptIn: 'keychain',
};
