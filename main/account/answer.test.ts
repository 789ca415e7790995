// Each answer that may come behind the return address, and how it is read.
import { expect, test } from 'vitest';
import { answerOf, readSignInAnswer } from './answer.ts';

const STATE = 'our-state';
const good = {
  access_token: 'tkn1abcdefghij',
  session_secret_key: '00112233445566778899aabbccddeeff',
  permissions_granted: 'VALUABLE_ACCESS;PHOTO_CONTENT',
  expires_in: '1800',
  state: STATE,
};
const read = (change: Record<string, string | undefined>) => {
  const given = Object.entries({ ...good, ...change }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return readSignInAnswer(new URLSearchParams(given).toString(), STATE);
};

test('a token with our state is accepted, with its lifetime and its rights', () => {
  expect(read({})).toEqual({
    ok: true,
    granted: {
      accessToken: good.access_token,
      sessionSecretKey: good.session_secret_key,
      expiresInSeconds: 1800,
      rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT'],
    },
  });
});

test('lifetime and rights may be missing or unreadable, the token may not', () => {
  const without = { expiresInSeconds: null, rights: null };
  expect(read({ permissions_granted: undefined, expires_in: undefined })).toMatchObject({ granted: without });
  expect(read({ expires_in: 'soon' })).toMatchObject({ granted: { expiresInSeconds: null } });
  expect(read({ permissions_granted: 'A,B C' })).toMatchObject({ granted: { rights: ['A', 'B', 'C'] } });
  for (const change of [
    { access_token: undefined },
    { access_token: '' },
    { access_token: 'has a space' },
    { access_token: 'x'.repeat(5000) },
    { session_secret_key: undefined },
  ]) {
    expect(read(change)).toEqual({ ok: false, why: 'bad_answer', subject: '' });
  }
});

test('a token without our state, or with another one, is refused', () => {
  for (const state of [undefined, '', 'our-stat', 'our-state2', 'OUR-STATE'])
    expect(read({ state })).toMatchObject({ ok: false, why: 'wrong_state' });
  expect(readSignInAnswer('', STATE)).toMatchObject({ why: 'wrong_state' });
});

test('a refusal differs from other errors, and an error may come without a state', () => {
  const error = (text: string) => readSignInAnswer(text, STATE);
  expect(error(`error=access_denied&state=${STATE}`)).toMatchObject({ why: 'refused' });
  expect(error('error=access_denied')).toMatchObject({ why: 'refused' });
  expect(error('error=invalid_scope')).toMatchObject({ why: 'service_error', subject: 'invalid_scope' });
  expect(error('error=%3Cb%3E+x')).toMatchObject({ why: 'service_error', subject: 'error' });
  expect(error('error=access_denied&state=other')).toMatchObject({ why: 'wrong_state' });
});

test('the answer is the fragment of the address, or else its query', () => {
  expect(answerOf('http://localhost:1/x#a=1&b=2')).toBe('a=1&b=2');
  expect(answerOf('http://localhost:1/x?error=no')).toBe('error=no');
  expect(answerOf('http://localhost:1/x?v=1#a=1')).toBe('a=1');
  expect(answerOf('http://localhost:1/x?error=no#')).toBe('error=no');
  expect(answerOf('http://localhost:1/x')).toBe('');
});
