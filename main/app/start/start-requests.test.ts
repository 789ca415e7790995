// What a start of the program asks for, at once or when the program is ready.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StartRequest } from './start-options.ts';
import { handleStartRequest, StartRequestQueue } from './start-requests.ts';
import type { StartRequestTargets } from './start-requests.ts';

const plain: StartRequest = { paths: [], demo: false, hidden: false, command: null };

function recorded(): { done: unknown[]; targets: StartRequestTargets } {
  const done: unknown[] = [];
  return {
    done,
    targets: {
      useDemo: () => void done.push('demo'),
      explain: (path) => void done.push(['explain', path]),
      drop: (paths) => void done.push(['drop', ...paths]),
      run: (command) => void done.push(['run', command]),
      showWindow: () => void done.push('show'),
    },
  };
}

function doneBy(request: Partial<StartRequest>): unknown[] {
  const { done, targets } = recorded();
  handleStartRequest({ ...plain, ...request }, targets);
  return done;
}

test('a plain start shows the window, and a hidden one does not', () => {
  expect(doneBy({})).toEqual(['show']);
  expect(doneBy({ hidden: true })).toEqual([]);
});

test('files that exist are dropped, and words that name no file are left out', () => {
  const photo = join(mkdtempSync(join(tmpdir(), 'ok-photo-sync-start-')), 'a.jpg');
  writeFileSync(photo, '');
  expect(doneBy({ paths: [photo, `${photo}.missing`] })).toEqual([['drop', photo]]);
});

test('«explain» takes the first file, or asks for one; other commands are run', () => {
  expect(doneBy({ command: 'explain', paths: ['/a.jpg', '/b.jpg'] })).toEqual([['explain', '/a.jpg']]);
  expect(doneBy({ command: 'explain' })).toEqual([['explain', null]]);
  expect(doneBy({ command: 'pause' })).toEqual([['run', 'pause']]);
});

test('the demo account is opened, and the window is shown', () => {
  expect(doneBy({ demo: true })).toEqual(['demo', 'show']);
});

test('requests before the program is ready are handled then, in their order', () => {
  const { done, targets } = recorded();
  const queue = new StartRequestQueue();
  queue.add({ ...plain, command: 'pause' });
  queue.add(plain);
  expect(done).toEqual([]);
  queue.handleWith(targets);
  queue.add({ ...plain, command: 'resume' });
  expect(done).toEqual([['run', 'pause'], 'show', ['run', 'resume']]);
});
