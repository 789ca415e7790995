// The signature against all public test vectors, our own, and a server that computes it by itself.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sign, signedText, signingSecretOf } from './sign.ts';

const KEY = 'CDEMOKEYBABABABA';
const SECRET = '00112233445566778899aabbccddeeff';

test('server mode: the secret comes from the access token and the application secret key', () => {
  const secret = signingSecretOf({ accessToken: 'token', applicationSecretKey: 'client_secret' });
  expect(secret).toBe('7a9f9677a0e8c63d2b83e9b0a386c0a9');
  expect(sign({ application_key: 'application_key' }, secret)).toBe('4784959f6620c78221bff139d6cf9309');
});

test.each([
  ['b1a2b89707a94624c43afae67d59274c', '232c8eb921951c4dba9b72606f9ddb4c'],
  ['ae5362b5b588cc7294c2414d71b74d5d', '03a41413523ea8092507949d6e711963'],
])('client mode: events.get signed with %s', (secret, sig) => {
  const params = { method: 'events.get', format: 'json', application_key: 'ABCDEFGHIGKLMNOPK' };
  expect(signedText(params)).toBe('application_key=ABCDEFGHIGKLMNOPKformat=jsonmethod=events.get');
  expect(sign(params, secret)).toBe(sig);
});

test('a call without a session is signed the same way', () => {
  expect(sign({ application_key: '2', method: '3' }, '1')).toBe('42501554288d3bb6a1ba9ee035743315');
});

test.each([
  [
    { method: 'photosV2.getUploadUrl', aid: '900000000001', count: '2', placeholders: 'true' },
    '0512447a3e871289abd72ffba69ec9b0',
  ],
  [
    { method: 'photosV2.commit', photos: '[{"photo_id":"aB/c+d==","token":"tOk/1+2==","comment":"Дача, июль"}]' },
    '33c9521d29d66f1497d6755493228b6c',
  ],
  [{ method: 'users.getLoggedInUser', __online: 'false' }, '7c1db9f44dff204234ff1de7ef5f06a1'],
])('a whole call as this program sends it: %o', (params, sig) => {
  expect(sign({ ...params, application_key: KEY, format: 'json' }, SECRET)).toBe(sig);
});

test('sig and access_token are left out, empty values are not', () => {
  expect(signedText({ b: '', a: '1', sig: 'x', access_token: 'y' })).toBe('a=1b=');
});

test('names are ordered by their bytes: capitals, then the underscore, then small letters', () => {
  expect(signedText({ a: '1', _: '2', Z: '3' })).toBe('Z=3_=2a=1');
});

/** Hostile names and values: characters of the encoding, other scripts, lone surrogates, empty ones. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '=',
    '&',
    '%',
    '+',
    'a=b',
    'sig',
    'Sig',
    '__proto__x',
    'Дача',
    '\u{1F30A}',
    '\uD83C',
    '\r\n',
    ' ',
  ),
);
const parameters = fc
  .array(fc.tuple(text, text), { maxLength: 12 })
  .map((pairs) => Object.fromEntries(pairs.filter(([name]) => name !== '__proto__')));

/** Half a character becomes the sign for «unknown», as in every form. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

test('a server that reads the form computes the same signature, whatever is sent', () => {
  fc.assert(
    fc.property(parameters, text, (given, secret) => {
      // Halves of characters do not survive a form: they are signed as what arrives.
      const params = Object.fromEntries(
        Object.entries(given).map(([name, value]) => [wellFormed(name), wellFormed(value)]),
      );
      const form = new URLSearchParams({ ...params, access_token: 't', sig: sign(params, secret) }).toString();
      const received = [...new URLSearchParams(form)].filter(([name]) => name !== 'sig' && name !== 'access_token');
      const signed = received
        .map(([name, value]) => ({ at: Buffer.from(name), text: `${name}=${value}` }))
        .sort((a, b) => Buffer.compare(a.at, b.at))
        .map((one) => one.text)
        .join('');
      const sig = createHash('md5')
        .update(signed + secret, 'utf8')
        .digest('hex');
      expect(sign(params, secret)).toBe(sig);
      expect(new URLSearchParams(form).get('sig')).toBe(sig);
    }),
    { numRuns: 1_000 },
  );
});

test('neither the order of parameters nor what is not signed changes a signature; any other value does', () => {
  fc.assert(
    fc.property(parameters, text, text, fc.nat(), (params, other, secret, index) => {
      const sig = sign(params, secret);
      expect(sig).toMatch(/^[0-9a-f]{32}$/u);
      expect(sign(Object.fromEntries(Object.entries(params).reverse()), secret)).toBe(sig);
      expect(sign({ ...params, sig: other, access_token: other }, secret)).toBe(sign({ ...params }, secret));
      const names = Object.keys(params).filter((name) => name !== 'sig' && name !== 'access_token');
      const name = names[index % Math.max(1, names.length)];
      if (name === undefined) return;
      expect(sign({ ...params, [name]: `${params[name]}x` }, secret)).not.toBe(sig);
      expect(sign(params, `${secret}x`)).not.toBe(sig);
    }),
    { numRuns: 1_000 },
  );
});
