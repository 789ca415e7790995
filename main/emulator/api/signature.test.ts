// Signatures: the public vectors, and those made for this project.
import { expect, test } from 'vitest';
import { baseString, md5Hex, serverSecret } from './signature.ts';

const sign = (parameters: Record<string, string>, secret: string) =>
  md5Hex(baseString(new Map(Object.entries(parameters))) + secret);

test('the secret of the server way is the hash of token and application secret', () => {
  expect(serverSecret('token', 'client_secret')).toBe('7a9f9677a0e8c63d2b83e9b0a386c0a9');
});

test.each([
  ['7a9f9677a0e8c63d2b83e9b0a386c0a9', { application_key: 'application_key' }, '4784959f6620c78221bff139d6cf9309'],
  [
    'b1a2b89707a94624c43afae67d59274c',
    { method: 'events.get', application_key: 'ABCDEFGHIGKLMNOPK', format: 'json' },
    '232c8eb921951c4dba9b72606f9ddb4c',
  ],
  [
    'ae5362b5b588cc7294c2414d71b74d5d',
    { format: 'json', method: 'events.get', application_key: 'ABCDEFGHIGKLMNOPK' },
    '03a41413523ea8092507949d6e711963',
  ],
  ['1', { application_key: '2', method: '3' }, '42501554288d3bb6a1ba9ee035743315'],
])('public vector with secret %s', (secret, parameters, expected) => {
  expect(sign(parameters, secret)).toBe(expected);
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
])('vector of $method', (parameters, expected) => {
  const common = { application_key: 'CDEMOKEYBABABABA', format: 'json', access_token: 'not signed', sig: 'not signed' };
  expect(sign({ ...common, ...parameters }, '00112233445566778899aabbccddeeff')).toBe(expected);
});
