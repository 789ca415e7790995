// Which events reach a page, and which are kept until it listens.
import type { WebContents } from 'electron';
import { expect, test } from 'vitest';
import { channelPrefix } from '../../../shared/channels.ts';
import { windowEvents } from './window-events.ts';

function page(id: number): { contents: WebContents; got: unknown[] } {
  const got: unknown[] = [];
  const send = (channel: string, payload: unknown): void =>
    void got.push([channel.slice(channelPrefix.length), payload]);
  return { contents: { id, isDestroyed: () => false, send } as unknown as WebContents, got };
}

test('requests wait for a page that listens: the latest screen, and all dropped files once', () => {
  const events = windowEvents();
  const { contents, got } = page(1);
  events.send('screen.wanted', { screen: 'folders', shown: null });
  events.send('drop.wanted', { paths: ['/a.jpg'] });
  events.pageLoaded(contents);
  events.send('screen.wanted', { screen: 'settings', shown: null });
  events.send('drop.wanted', { paths: ['/b.jpg', '/a.jpg'] });
  expect(got).toEqual([]);
  events.pageListens(1);
  expect(got).toEqual([
    ['screen.wanted', { screen: 'settings', shown: null }],
    ['drop.wanted', { paths: ['/a.jpg', '/b.jpg'] }],
  ]);
});

test('other events are dropped while no page listens, and sent while one does', () => {
  const events = windowEvents();
  const { contents, got } = page(1);
  events.pageLoaded(contents);
  events.send('about.wanted', {});
  events.pageListens(1);
  events.send('about.wanted', {});
  expect(got).toEqual([['about.wanted', {}]]);
});

test('a page that loads while the engine is down learns that, and not after it runs again', () => {
  const events = windowEvents();
  const [first, second] = [page(1), page(2)];
  events.send('engine.state', { state: 'failed', code: 'data_newer' });
  events.pageLoaded(first.contents);
  events.pageListens(1);
  expect(first.got).toEqual([['engine.state', { state: 'failed', code: 'data_newer' }]]);
  events.send('engine.state', { state: 'running', code: null });
  events.pageLoaded(second.contents);
  events.pageListens(2);
  expect(second.got).toEqual([]);
});

test('a call of another page does not count as listening', () => {
  const events = windowEvents();
  const { contents, got } = page(1);
  events.pageLoaded(contents);
  events.pageListens(2);
  events.send('about.wanted', {});
  expect(got).toEqual([]);
});
