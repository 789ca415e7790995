// How Chromium's answers are read, and when a change is reported.
import { afterEach, expect, test, vi } from 'vitest';
import { proxyOf, watchProxy } from './proxy.ts';

afterEach(() => void vi.useRealTimers());

test('the first usable proxy of the system’s list is taken', () => {
  expect(proxyOf('DIRECT')).toBeNull();
  expect(proxyOf('PROXY proxy.example:3128')).toBe('http://proxy.example:3128');
  expect(proxyOf('HTTPS proxy.example:443; DIRECT')).toBe('https://proxy.example:443');
  expect(proxyOf('SOCKS 10.0.0.1:1080; SOCKS5 10.0.0.2:1080')).toBe('socks5://10.0.0.2:1080');
  expect(proxyOf('SOCKS 10.0.0.1:1080; DIRECT; PROXY a:1')).toBeNull();
  expect(proxyOf('PROXY [::1]:8080')).toBe('http://[::1]:8080');
  for (const nothing of ['', 'PROXY', ';;', 'NONSENSE a:1', 'PROXY :::']) expect(proxyOf(nothing)).toBeNull();
});

test('a change is reported once, and a failed question changes nothing', async () => {
  vi.useFakeTimers();
  const answers = ['PROXY a:1', 'PROXY a:1', new Error('no'), 'DIRECT'];
  const changes: (string | null)[] = [];
  const watch = watchProxy(
    {
      resolveProxy() {
        const answer = answers.shift() ?? 'DIRECT';
        return typeof answer === 'string' ? Promise.resolve(answer) : Promise.reject(answer);
      },
    },
    'https://api.ok.ru/',
    (proxy) => changes.push(proxy),
    1_000,
  );
  await watch.first;
  expect(watch.current()).toBe('http://a:1');
  await vi.advanceTimersByTimeAsync(2_500);
  expect(changes).toEqual(['http://a:1']);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(changes).toEqual(['http://a:1', null]);
  watch.stop();
});

test('a first «no proxy» counts only when the second answer is the same', async () => {
  const answers = ['DIRECT', 'PROXY a:1'];
  const asker = { resolveProxy: () => Promise.resolve(answers.shift() ?? 'PROXY a:1') };
  const watch = watchProxy(asker, 'https://api.ok.ru/', () => undefined);
  await watch.first;
  expect(watch.current()).toBe('http://a:1');
  watch.stop();
});

test('a slow proxy script does not delay the start', async () => {
  vi.useFakeTimers();
  const watch = watchProxy({ resolveProxy: () => new Promise(() => undefined) }, 'https://api.ok.ru/', () => undefined);
  await vi.advanceTimersByTimeAsync(2_000);
  await watch.first;
  expect(watch.current()).toBeNull();
  const refreshed = watch.refresh();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await refreshed).toBeNull();
  watch.stop();
});

test('a refresh gets the system’s current answer', async () => {
  let answer = 'DIRECT';
  const watch = watchProxy({ resolveProxy: () => Promise.resolve(answer) }, 'https://api.ok.ru/', () => undefined);
  await watch.first;
  answer = 'PROXY a:1';
  expect(await watch.refresh()).toBe('http://a:1');
  expect(watch.current()).toBe('http://a:1');
  watch.stop();
});
