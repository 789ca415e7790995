// How events change the account's state, and what the window sees of it.
import { expect, test } from 'vitest';
import { connectionStateAfter, connectionView, initialConnectionState } from './connection-state.ts';
import type { ConnectionEvent, ConnectionState } from './connection-state.ts';
import type { StoredSignIn } from '../../account/stored-sign-in.ts';

const application = { id: '512', publicKey: 'CPUBLICKEY', redirect: 'http://localhost:43117/ok-photo-sync' };
const stored: StoredSignIn = {
  credentials: { apiAddress: 'https://api.ok.ru/', applicationKey: 'k', accessToken: 't', signingSecret: 's' },
  userId: '570',
  name: 'Анна',
  rights: ['PHOTO_CONTENT'],
  grantedMs: 1,
  expiresMs: 1_000,
};
const opened: ConnectionEvent = { type: 'library_opened', userId: '570', webAddress: 'https://ok.ru/' };
const failed: ConnectionEvent = { type: 'attempt_failed', why: 'refused', subject: '' };

const after = (...events: ConnectionEvent[]): ConnectionState =>
  events.reduce(connectionStateAfter, initialConnectionState);
const view = (...events: ConnectionEvent[]) =>
  connectionView(after(...events), {
    application,
    isOwnApplication: false,
    secrets: { keychain: true, keptIn: 'keychain' },
  });

test('a library opened with a sign-in shows its user, rights and end', () => {
  expect(view({ type: 'sign_in_read', stored }, opened)).toMatchObject({
    kind: 'ok',
    userId: '570',
    name: 'Анна',
    rights: ['PHOTO_CONTENT'],
    webAddress: 'https://ok.ru/',
    signIn: { signedIn: true, expiresMs: 1_000 },
  });
});

test('a library opened without a sign-in shows its user as signed out, until a snapshot names them', () => {
  const withoutSignIn: ConnectionEvent[] = [{ type: 'sign_in_read', stored: null }, opened];
  expect(view(...withoutSignIn)).toMatchObject({ name: null, rights: null, signIn: { signedIn: false } });
  const confirmed: ConnectionEvent = { type: 'user_confirmed', userId: '570', name: 'Анна' };
  expect(view(...withoutSignIn, confirmed)).toMatchObject({ name: 'Анна' });
  expect(after(confirmed)).toEqual(initialConnectionState);
});

test('a sign-in is not shown before its library is open', () => {
  expect(view({ type: 'sign_in_renewed', stored })).toMatchObject({
    kind: 'none',
    signIn: { signedIn: false, expiresMs: null },
  });
});

test('the demo account has no user, ends a failed attempt, and gets its address when its service runs', () => {
  const events: ConnectionEvent[] = [failed, { type: 'demo_opened' }];
  expect(view(...events)).toMatchObject({ kind: 'demo', webAddress: null, signIn: { state: { kind: 'idle' } } });
  const ready: ConnectionEvent = { type: 'demo_ready', webAddress: 'http://127.0.0.1:1/' };
  expect(view(...events, ready)).toMatchObject({ webAddress: 'http://127.0.0.1:1/' });
  expect(after(ready)).toEqual(initialConnectionState);
});

test('another application clears a failure, and leaves an attempt that waits', () => {
  const waiting: ConnectionEvent = { type: 'attempt_started', way: 'browser' };
  expect(after(failed, { type: 'application_changed' }).attempt).toEqual({ kind: 'idle' });
  expect(after(waiting, { type: 'application_changed' }).attempt).toEqual({ kind: 'waiting', way: 'browser' });
});

test('signing out of the real account is shown, leaving the demo account is not', () => {
  expect(after({ type: 'sign_in_read', stored }, opened, { type: 'signed_out', rights: 'kept' })).toEqual({
    ...initialConnectionState,
    attempt: { kind: 'signed_out', rights: 'kept' },
  });
  expect(after({ type: 'demo_opened' }, { type: 'signed_out', rights: 'kept' })).toEqual(initialConnectionState);
});

test('a long subject of a failure is cut', () => {
  const long: ConnectionEvent = { type: 'attempt_failed', why: 'service_error', subject: 'x'.repeat(500) };
  expect(after(long).attempt).toMatchObject({ subject: 'x'.repeat(200) });
});
