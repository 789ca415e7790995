// No secret reaches the log, whatever line it is in.
import { expect, test } from 'vitest';
import { redactFields, redactText } from './redact.ts';

const secret = 's3cr3t-Value.42';

test.each([
  `https://up.example.com/upload?photoId=1&apiToken=${secret}`,
  `failed: GET http://127.0.0.1:7800/fb.do?access_token=${secret}&sig=abc after 3 s`,
  `http://localhost:8080/done#access_token=${secret}&session_secret_key=x`,
  `https://user:${secret}@proxy.example.com/path`,
  `{"access_token":"${secret}","x":1}`,
  `{"sessionSecretKey": "${secret}"}`,
  `session_secret_key=${secret}`,
  `application_secret_key: ${secret}`,
  `photoToken='${secret}'`,
  `apiToken=${secret}, tries=2`,
  `applicationKey=${secret}`,
  `sealKey: "${secret}"`,
  `session_key=${secret}&format=json`,
  `{"session_key":"${secret}"}`,
  `the answer was "{\\"access_token\\":\\"${secret}\\"}"`,
  `accessToken: "with \\"quotes\\" ${secret}"`,
  `https://user:p@${secret}@proxy.example.com:3128 does not answer`,
  `Proxy-Authorization: Basic ${secret}`,
  `Cookie: a=1; b=${secret}`,
  `https%3A%2F%2Fup.example.com%2Fupload%3FapiToken%3D${secret}%26x`,
  `access_token => ${secret}`,
])('%s is logged without its secret', (line) => {
  expect(redactText(line)).not.toContain(secret);
});

test('a very long text is cut, and hostile texts take no longer than others', () => {
  // Each of these took minutes, or seconds, where every beginning was tried with every end.
  for (const text of ['token'.repeat(6_000), 'a'.repeat(32_000), 'a.'.repeat(15_000)]) {
    expect(redactText(text)).toBe(`${text.slice(0, 8_000)}…`);
  }
});

test('a line without secrets stays as it is', () => {
  const line = 'attempt 3 of /home/anna/Фото #1/a?b.jpg: ECONNRESET, code: 504, https://api.ok.ru/api/photosV2/commit';
  expect(redactText(line)).toBe(line);
});

test('fields named like secrets are removed; numbers and short codes stay', () => {
  expect(
    redactFields({
      accessToken: secret,
      signingSecret: secret,
      sig: secret,
      code: secret.repeat(3),
      tokens: 3,
      path: '/a/b.jpg',
      keychain: false,
    }),
  ).toEqual({
    accessToken: '‹removed›',
    signingSecret: '‹removed›',
    sig: '‹removed›',
    code: '‹removed›',
    tokens: 3,
    path: '/a/b.jpg',
    keychain: false,
  });
  expect(redactFields({ code: 'ECONNRESET' })).toEqual({ code: 'ECONNRESET' });
});
