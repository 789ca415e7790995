import { expect, test } from 'vitest';
import { ScanRequests } from './scan-requests.ts';
import type { ScanOutcome } from './walk-root.ts';

const complete: ScanOutcome = { kind: 'complete', files: 1, folders: 1, missing: 0, unreadable: [] };

test('a request during a scan is answered by the next scan, not by the one that runs', async () => {
  const requests = new ScanRequests();
  const first = requests.wait();
  const endFirst = requests.begin();
  expect(requests.isWanted).toBe(false);
  const second = requests.wait();
  expect(requests.isWanted).toBe(true);
  endFirst(complete);
  expect(await first).toBe(complete);
  requests.begin()({ kind: 'absent' });
  expect(await second).toEqual({ kind: 'absent' });
});

test('after an abort nothing is wanted, and everybody who waited is told', async () => {
  const requests = new ScanRequests();
  const running = requests.wait();
  requests.begin();
  const waiting = requests.wait();
  requests.abort();
  expect(await Promise.all([running, waiting])).toEqual([{ kind: 'aborted' }, { kind: 'aborted' }]);
  expect(requests.isWanted).toBe(false);
});
