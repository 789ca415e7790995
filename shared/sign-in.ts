// What window and main say to each other about signing in: the application, the ways, how far it is. Shapes only; no token ever.
import { z } from 'zod';

/** `browser`: the system's browser and a page on this computer. `window`: a sandboxed window of ours. */
export const signInWay = z.enum(['browser', 'window']);
export type SignInWay = z.infer<typeof signInWay>;

/** Where the service leads the browser to when no other address is registered. One fixed port: the service knows no wildcard. */
export const usualRedirect = 'http://localhost:43117/ok-photo-sync';

/** The service's empty pages for programs that read the address (docs/ok-api.md). */
export const blankPages = ['https://oauth.mycdn.me/blank.html', 'https://api.ok.ru/blank.html'] as const;

/** `http` on this computer, with a port and a path, and nothing after it. */
const loopback = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):([1-9]\d{0,4})\/(?!\/)[\w./-]*$/;
const highestPort = 65_535;

/** Ways that an address allows, the better one first: our own page tells the browser's answer, the empty one cannot. */
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

/** Why a sign-in came to nothing. Each has its sentence in the locales. */
export const signInFailure = z.enum([
  /** Nobody has said which application signs in. */
  'no_application',
  /** Its address does not allow this way. */
  'way_not_possible',
  'port_in_use',
  'browser_not_opened',
  'page_not_reached',
  /** The person said no on the page of the service. */
  'refused',
  /** The person closed the window, or pressed «cancel» here. */
  'cancelled',
  'timed_out',
  /** An answer to another question than ours. */
  'wrong_state',
  /** No token, or none we can read. */
  'bad_answer',
  /** The service's own word for an error, as subject. */
  'service_error',
  /** The token is good, the public key of the application is not. */
  'wrong_key',
  /** Signed in, but the service does not say as whom. */
  'not_answering',
  /** The folders here belong to somebody else. */
  'other_account',
  /** Signed in, and it could not be kept: this run only. */
  'not_kept',
]);
export type SignInFailure = z.infer<typeof signInFailure>;

export const signInState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({ kind: z.literal('waiting'), way: signInWay }),
  z.strictObject({ kind: z.literal('failed'), why: signInFailure, subject: z.string().max(200) }),
  /** The person has just signed out. */
  z.strictObject({ kind: z.literal('signed_out') }),
]);
export type SignInState = z.infer<typeof signInState>;

export const signInView = z.strictObject({
  state: signInState,
  /** null: neither the build nor the person has named one. */
  application: application.nullable(),
  /** Whether the person named it; else it came with the program. */
  ownApplication: z.boolean(),
  ways: z.array(signInWay),
  /** Somebody is signed in, as far as we know: the token is there and its time has not run out. */
  signedIn: z.boolean(),
  /** When the service will forget the token, if it told; moved on by use where the right to stay was given. */
  expiresMs: z.number().int().nullable(),
  /** `ask`: there is no keychain, and the person has not yet said what instead. `locked`: there is one, and it is locked. */
  keptIn: z.enum(['keychain', 'locked', 'file', 'session', 'ask']),
});
export type SignInView = z.infer<typeof signInView>;

/** Without these two nothing can be sent. */
export const neededRights = ['VALUABLE_ACCESS', 'PHOTO_CONTENT'] as const;
/** Without it a sign-in lasts for hours. */
export const longRight = 'LONG_ACCESS_TOKEN';

/** Nothing known and nothing begun. */
export const noSignIn: SignInView = {
  state: { kind: 'idle' },
  application: null,
  ownApplication: false,
  ways: [],
  signedIn: false,
  expiresMs: null,
  keptIn: 'keychain',
};
