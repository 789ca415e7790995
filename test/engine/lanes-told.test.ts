// What the lanes say while photos are on their way: every snapshot of a real run is kept.
import { beforeAll, expect, test } from 'vitest';
import type { Lane, Snapshot } from '../../shared/snapshot.ts';
import { copiedPhoto, plainPhoto, recordLanes } from '../lanes/record-lanes.ts';

let told: Snapshot[];
beforeAll(async () => {
  told = await recordLanes();
});

const lanesOf = (name: string): Lane[] => told.flatMap(({ lanes }) => lanes.filter((lane) => lane.name === name));

/** The steps a photo was told in, in order, each once. */
const stepsOf = (name: string): Lane['step'][] =>
  lanesOf(name)
    .map(({ step }) => step)
    .filter((step, at, all) => step !== all[at - 1]);

test('a photo that is sent as a copy is shown in all four steps, in their order', () => {
  expect(stepsOf(copiedPhoto)).toEqual(['converting', 'reserving', 'sending', 'committing']);
  expect(lanesOf(copiedPhoto).every(({ converts, becomes }) => converts && becomes === 'jpeg')).toBe(true);
});

test('a photo that is sent as it is gets an address, is sent, and is published', () => {
  expect(stepsOf(plainPhoto)).toEqual(['reserving', 'sending', 'committing']);
  expect(lanesOf(plainPhoto).some(({ converts }) => converts)).toBe(false);
});

test('bytes of a lane only grow, none are sent before the sending step, and all of them are sent before the commit', () => {
  for (const name of [copiedPhoto, plainPhoto]) {
    const lanes = lanesOf(name);
    const sent = lanes.map(({ sentBytes }) => sentBytes);
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    for (const { step, sentBytes, totalBytes } of lanes) {
      if (step === 'converting' || step === 'reserving') expect(sentBytes).toBe(0);
      if (step === 'committing') expect(sentBytes).toBe(totalBytes);
    }
  }
});

test('no more lanes are shown than may be sent at once, each in a row of its own', () => {
  for (const { lanes } of told) {
    const rows = lanes.map(({ lane }) => lane);
    expect(rows.every((row) => row < 3)).toBe(true);
    expect(new Set(rows).size).toBe(rows.length);
  }
});

test('the numbers of the round only grow while photos pass from step to step', () => {
  const sending = told.filter(({ status }) => status.kind === 'sending').map(({ round }) => round);
  for (const key of ['photosDone', 'bytesDone'] as const) {
    const numbers = sending.map((round) => round[key]);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  }
});
