// The one demo account: its person, its application, and its sessions.
import { randomBytes } from 'node:crypto';
import type { Session } from './state/records.ts';
import type { Switches } from './switches.ts';

export interface AccountCredentials {
  /** Id of the application, the `client_id` of OAuth. */
  applicationId: string;
  applicationKey: string;
  applicationSecretKey: string;
  accessToken: string;
  sessionSecretKey: string;
}

export interface Person {
  uid: string;
  firstName: string;
  lastName: string;
}

export const DEFAULT_CREDENTIALS: AccountCredentials = {
  applicationId: '512000000001',
  applicationKey: 'CDEMOKEYBABABABA',
  applicationSecretKey: 'D0E1M2O3S4E5C6R7E8T9KEYS',
  accessToken: 'tkn1DemoAccessTokenForTheEmulatorOnly',
  sessionSecretKey: '00112233445566778899aabbccddeeff',
};

export const DEFAULT_PERSON: Person = { uid: '570000000001', firstName: 'Анна', lastName: 'Соколова' };

export const RIGHTS = {
  read: 'VALUABLE_ACCESS',
  write: 'PHOTO_CONTENT',
  long: 'LONG_ACCESS_TOKEN',
  group: 'GROUP_CONTENT',
} as const;

const DAY_MS = 86_400_000;

/** How long a token with these rights lives from now on. */
export const lifetimeMs = (rights: string[], switches: Switches): number =>
  rights.includes(RIGHTS.long) ? switches.longTokenMs : switches.accessTokenMs;

/** A session with fresh secrets. */
export function newSession(rights: string[], nowMs: number, switches: Switches, withRefresh: boolean): Session {
  return {
    accessToken: `tkn1${randomBytes(27).toString('base64url')}`,
    sessionSecretKey: randomBytes(16).toString('hex'),
    refreshToken: withRefresh ? randomBytes(30).toString('base64url') : null,
    refreshExpiresMs: withRefresh ? nowMs + switches.refreshTokenMs : 0,
    rights,
    expiresMs: nowMs + lifetimeMs(rights, switches),
    extendedMs: nowMs,
    deadCode: null,
  };
}

/** The session of the printed token. It holds all rights and starts its life anew with the emulator. */
export const demoSession = (credentials: AccountCredentials, nowMs: number, switches: Switches): Session => ({
  ...newSession(Object.values(RIGHTS), nowMs, switches, false),
  accessToken: credentials.accessToken,
  sessionSecretKey: credentials.sessionSecretKey,
});

/** A long session used again after a day lives on from now; null when nothing changes. */
export function extended(session: Session, nowMs: number, switches: Switches, force: boolean): Session | null {
  if (!session.rights.includes(RIGHTS.long)) return null;
  if (!force && nowMs - session.extendedMs < DAY_MS) return null;
  return { ...session, extendedMs: nowMs, expiresMs: nowMs + switches.longTokenMs };
}
