import { expect, test } from 'vitest';
import { noCounts } from '../../../shared/library/shown-state.ts';
import type { Lane, Snapshot } from '../../../shared/snapshot.ts';
import { slotsFor } from './slots.ts';

const lane = (number: number): Lane => ({
  lane: number,
  fileId: number + 1,
  name: 'a.jpg',
  folderTitle: 'Dacha',
  albumTitle: null,
  step: 'sending',
  converts: false,
  sentBytes: 1,
  totalBytes: 2,
  thumbnail: null,
  width: null,
  height: null,
  becomes: null,
});
function at(
  kind: 'checking' | 'sending' | 'ready',
  lanes: number[],
  waiting: number,
  checking = 0,
): Pick<Snapshot, 'status' | 'lanes' | 'counts'> {
  return { status: { kind }, lanes: lanes.map(lane), counts: { ...noCounts(), waiting, checking } };
}

test('rows are reserved from the first checked file to the last sent one', () => {
  const import_ = [
    at('checking', [], 0, 300),
    at('sending', [0], 1, 299),
    at('sending', [], 0, 200),
    at('sending', [1], 5, 100),
    at('sending', [], 0),
  ];
  let slots = 0;
  expect(import_.map((snapshot) => (slots = slotsFor(slots, snapshot, 3)))).toEqual([3, 3, 3, 3, 3]);
  expect(slotsFor(slots, at('ready', [], 0), 3)).toBe(0);
});

test('one photo gets one row, and a lane with a high number is never without its row', () => {
  expect(slotsFor(0, at('sending', [0], 1), 8)).toBe(1);
  expect(slotsFor(0, at('sending', [4], 1), 3)).toBe(5);
});
