// Which senders are trusted: every reason to refuse has its case.
import { expect, test } from 'vitest';
import { distrust, originOf } from './trusted-sender.ts';

const ours = { windows: new Set([1]), origin: 'app://renderer' };
const sender = { contents: 1, address: 'app://renderer/index.html#photos', isMainFrame: true };

test('our own window’s own page is trusted', () => {
  expect(distrust(sender, ours)).toBeNull();
});

test.each([
  ['another window', { ...sender, contents: 2 }, 'unknown_window'],
  ['a frame that is gone', { ...sender, address: null }, 'frame_gone'],
  ['a frame inside the page', { ...sender, isMainFrame: false }, 'not_main_frame'],
  ['a page from the network', { ...sender, address: 'https://renderer/index.html' }, 'foreign_origin'],
  ['a page of the same scheme and another host', { ...sender, address: 'app://thumbnail/x' }, 'foreign_origin'],
  ['a host that only begins like ours', { ...sender, address: 'app://renderer.example.com/' }, 'foreign_origin'],
  ['a login that looks like our host', { ...sender, address: 'app://renderer@example.com/' }, 'foreign_origin'],
  ['a file', { ...sender, address: 'file:///index.html' }, 'foreign_origin'],
  ['an empty page', { ...sender, address: 'about:blank' }, 'foreign_origin'],
  ['no address at all', { ...sender, address: '' }, 'foreign_origin'],
] as const)('%s is refused', (_name, from, reason) => {
  expect(distrust(from, ours)).toBe(reason);
});

test('in development the port of the server is part of our origin', () => {
  const development = { windows: new Set([1]), origin: originOf('http://127.0.0.1:5173/') ?? '' };
  expect(distrust({ ...sender, address: 'http://127.0.0.1:5173/index.html' }, development)).toBeNull();
  expect(distrust({ ...sender, address: 'http://127.0.0.1:5174/index.html' }, development)).toBe('foreign_origin');
});
