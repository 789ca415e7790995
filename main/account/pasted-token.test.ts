// Everything a person may paste in place of a sign-in, and what the program makes of it.
import { expect, test } from 'vitest';
import { readPastedToken } from './pasted-token.ts';

const token = 'tkn1abcDEF0123456789';
const secret = '00112233445566778899aabbccddeeff';
const blank = 'https://oauth.mycdn.me/blank.html';
const read = (text: string, key = secret, state: string | null = null) =>
  readPastedToken({ token: text, secret: key }, state);

test.each([
  ['a token', token, secret],
  ['a token with white space and quotes around', `  «${token}»\n`, ` "${secret}"\r\n`],
  ['a token behind an invisible character', `\ufeff${token}\u200b`, secret],
  [
    'the whole address of the blank page',
    `${blank}#access_token=${token}&session_secret_key=${secret}&expires_in=1800`,
    '',
  ],
  ['the part behind the #', `access_token=${token}&session_secret_key=${secret}`, ''],
  ['an address without the secret, which stands beside it', `${blank}#access_token=${token}`, secret],
  [
    'an address of the page on this computer',
    `http://localhost:43117/ok-photo-sync#access_token=${token}&session_secret_key=${secret}`,
    '',
  ],
])('%s is read', (_, text, key) => {
  expect(read(text, key)).toMatchObject({ ok: true, granted: { accessToken: token, sessionSecretKey: secret } });
});

test('what the address tells besides is kept', () => {
  const text = `${blank}#access_token=${token}&session_secret_key=${secret}&expires_in=1800&permissions_granted=VALUABLE_ACCESS%3BPHOTO_CONTENT`;
  expect(read(text)).toMatchObject({
    ok: true,
    granted: { expiresInSeconds: 1800, rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT'] },
  });
});

test.each([
  ['an address without a fragment', blank, 'no_fragment'],
  ['an address with an empty fragment', `${blank}#`, 'no_fragment'],
  ['the address of the authorize page', 'https://connect.ok.ru/oauth/authorize?client_id=5&state=x', 'no_fragment'],
  [
    'an address of another attempt',
    `${blank}#access_token=${token}&session_secret_key=${secret}&state=theirs`,
    'wrong_state',
  ],
  ['a refusal', `${blank}#error=access_denied`, 'refused'],
  ['an error of the service', `${blank}?error=invalid_scope`, 'service_error'],
  ['a token of VK', 'vk1.a.abcdefghijkl', 'other_service'],
  [
    'a token of VK in an address',
    `https://oauth.vk.com/blank.html#access_token=vk1.a.abcdefghij&user_id=1`,
    'other_service',
  ],
  ['a token with a space in it', 'tkn1 abcDEF0123456789', 'bad_token'],
  ['a cut token', 'tkn1', 'bad_token'],
  ['nothing', '', 'bad_token'],
  ['a word in Russian', 'токен-токен-токен', 'bad_token'],
])('%s is refused for what it is', (_, text, why) => {
  expect(read(text)).toMatchObject({ ok: false, why });
  // What was pasted is never said again.
  expect(JSON.stringify(read(text))).not.toContain(token);
});

test('a token without its secret is told so', () => {
  expect(read(token, ' ')).toMatchObject({ ok: false, why: 'no_secret' });
  expect(read(`${blank}#access_token=${token}`, '')).toMatchObject({ ok: false, why: 'no_secret' });
});

test('the address of our own attempt is taken, where the browser found no way back', () => {
  const text = `http://localhost:43117/ok-photo-sync#access_token=${token}&session_secret_key=${secret}&state=ours`;
  expect(read(text, '', 'ours')).toMatchObject({ ok: true });
  expect(read(text, '', 'other')).toMatchObject({ ok: false, why: 'wrong_state' });
});
