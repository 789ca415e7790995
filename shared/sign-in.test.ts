// Which return addresses an application may have.
import { expect, test } from 'vitest';
import { blankPages, usualRedirect, waysOf } from './sign-in.ts';

test.each([usualRedirect, 'http://127.0.0.1:80/', 'http://[::1]:65535/a/b.html'])(
  '%s leads to this computer: both ways',
  (redirect) => expect(waysOf(redirect)).toEqual(['browser', 'window']),
);

test.each(blankPages)('%s is read in a window of ours only', (redirect) =>
  expect(waysOf(redirect)).toEqual(['window']),
);

test.each([
  'http://localhost/ok-photo-sync',
  'http://localhost:65536/ok-photo-sync',
  'http://localhost:43117//elsewhere.example/x',
  'http://localhost:43117/x?y=1',
  'http://localhost:43117/x#y',
  'http://localhost:43117@elsewhere.example/x',
  'http://localhost.elsewhere.example:43117/x',
  'https://elsewhere.example/blank.html',
  'file:///x',
])('%s is no return address', (redirect) => expect(waysOf(redirect)).toEqual([]));
