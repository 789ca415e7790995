import { expect, test } from 'vitest';
import { PromiseBroken } from '../../main/engine/testing/promise-broken.ts';
import { torture } from './torture.ts';

test('killed at named points and at any moment, the engine loses no photo and publishes none twice', async () => {
  const { bad, ...totals } = await torture({ seed: 7, kills: 24, minutes: 20, killsPerEpisode: 8 });
  if (totals.lost + totals.doubled > 0) throw new PromiseBroken(JSON.stringify(bad));
  expect(bad).toEqual([]);
  expect(totals.kills).toBeGreaterThanOrEqual(24);
  expect(totals).toMatchObject({ lost: 0, doubled: 0, foreign: 0, wrongRecords: 0, breakages: 0 });
  expect(totals.photos).toBeGreaterThan(24);
}, 1_500_000);
