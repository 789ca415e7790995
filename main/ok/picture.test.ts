import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fetchPicture } from './picture.ts';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function serve(answer: (path: string, response: ServerResponse) => void): Promise<string> {
  const made = createServer((request, response) => answer(request.url ?? '', response));
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}/`;
}
const signal = new AbortController().signal;

test('a small picture of the service comes as it is', async () => {
  const address = await serve((_path, response) => response.end('picture'));
  const found = await fetchPicture(`${address}photo/1`, address, signal);
  expect(found).toEqual({ kind: 'picture', bytes: Buffer.from('picture') });
});

test('no request goes to an address that is not the service’s own', async () => {
  let asked = 0;
  const address = await serve((_path, response) => {
    asked += 1;
    response.end('picture');
  });
  for (const url of [
    'https://i.evil.example/1.jpg',
    'http://i.mycdn.me:8080/1.jpg',
    'https://i.mycdn.me.evil.example/1',
    'file:///etc/passwd',
  ])
    expect(await fetchPicture(url, 'https://api.ok.ru/', signal)).toEqual({ kind: 'none' });
  // The real service never points to this computer.
  expect(await fetchPicture(`${address}photo/1`, 'https://api.ok.ru/', signal)).toEqual({ kind: 'none' });
  expect(asked).toBe(0);
});

test('a redirect is not followed', async () => {
  const paths: string[] = [];
  const address = await serve((path, response) => {
    paths.push(path);
    response.writeHead(302, { location: '/elsewhere' }).end('gone');
  });
  expect(await fetchPicture(`${address}photo/1`, address, signal)).toEqual({ kind: 'none' });
  expect(paths).toEqual(['/photo/1']);
});

test('what is too large, empty or refused is no picture; what breaks or is in trouble is asked for later', async () => {
  const address = await serve((path, response) => {
    if (path === '/large') response.end(Buffer.alloc(5 * 1024 * 1024));
    else if (path === '/empty') response.end();
    else if (path === '/busy') response.writeHead(503).end('busy');
    else if (path === '/gone') response.writeHead(404).end('gone');
    else response.destroy();
  });
  const kinds = await Promise.all(
    ['large', 'empty', 'gone', 'busy', 'broken'].map(
      async (path) => (await fetchPicture(`${address}${path}`, address, signal)).kind,
    ),
  );
  expect(kinds).toEqual(['none', 'none', 'none', 'later', 'later']);
});
