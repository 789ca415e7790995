// The text for a person whose sign-in has ended.
import { expect, test } from 'vitest';
import { translator } from '../../../shared/locales/translate.ts';
import { lostText } from './sign-in-pref.tsx';

const t = translator('en');
const lost = (signedIn: boolean, expiresMs: number | null, refused: boolean) =>
  lostText({ t }, { signedIn, expiresMs, keptIn: 'keychain' }, refused, 1_000);

test('a valid sign-in needs no explanation', () => {
  expect(lost(true, 2_000, false)).toBeNull();
  // Only the service decides when a sign-in ends; the expiry time that we know proves nothing.
  expect(lost(true, 500, false)).toBeNull();
});

test('a sign-in that was not stored, expired, or was ended by the service has its own sentence each', () => {
  expect(lost(false, null, false)).toMatch(/was not kept/);
  expect(lost(true, 500, true)).toMatch(/has run out/);
  expect(lost(true, 2_000, true)).toMatch(/OK ended this sign-in/);
  expect(lost(true, null, true)).toMatch(/OK ended this sign-in/);
});

test('a sign-in in a locked keyring is not called lost', () => {
  const text = lostText({ t }, { signedIn: false, expiresMs: null, keptIn: 'locked' }, false, 1_000);
  expect(text).toBe(t('signIn.keptIn.locked'));
});
