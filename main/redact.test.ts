// No secret reaches the log, however it gets into a line.
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
])('%s is logged without its secret', (line) => {
  expect(redactText(line)).not.toContain(secret);
});

test('what is no secret stays readable', () => {
  const line = 'attempt 3 of /home/anna/Фото #1/a?b.jpg: ECONNRESET, code: 504, https://api.ok.ru/api/photosV2/commit';
  expect(redactText(line)).toBe(line);
});

test('fields that are named like secrets are removed whole, numbers and ordinary words stay', () => {
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
