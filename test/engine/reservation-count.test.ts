// The largest number of photos in one reservation is not known: a service that takes fewer gets fewer, photo for photo
// down to one, and what was learned is kept.
import { expect, test } from 'vitest';
import { openReservationSize } from '../../main/engine/pipeline/reservation-size.ts';
import { allOf, fortyShapes } from '../../main/engine/testing/fault-run.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { runsOfTests, templateOfFile } from '../../main/engine/testing/template-of-file.ts';

const template = templateOfFile(imagingOfFile(), fortyShapes);
const begin = runsOfTests();

const refusedCalls = (run: Awaited<ReturnType<typeof begin>>): number =>
  run.emulator
    .ledger()
    .calls.filter(({ method, outcome }) => method === 'photosV2.getUploadUrl' && outcome === 'error 100').length;

test.each([
  [1, 4],
  [3, 4],
  [7, 2],
  [19, 1],
])(
  'a service that reserves for %i at most gets all photos after %i refused calls, and is remembered',
  async (most, refused) => {
    const run = await begin(template, { emulator: { switches: { largestCount: most } } });
    expect(await run.decided()).toBe('decided');
    expect(run.there()).toEqual(allOf(template));
    expect(refusedCalls(run)).toBe(most === 3 ? 3 : refused);
    await run.close();
  },
);

function memory(): Parameters<typeof openReservationSize>[0] {
  const kept = new Map<string, string>();
  return {
    text: (key) => kept.get(key) ?? null,
    put: (key, value) => void (value === null ? kept.delete(key) : kept.set(key, String(value))),
  };
}

test('a smaller number is kept once the service took it, and a larger one is tried a week later', () => {
  let nowMs = 1_000;
  const meta = memory();
  const open = () => openReservationSize(meta, () => nowMs);
  const size = open();
  size.refused(20);
  expect(size.size()).toBe(10);
  // Not taken yet: the refusal may have been about something else.
  expect(open().size()).toBe(20);
  size.taken(4);
  expect(open().size()).toBe(20);
  size.taken(10);
  expect(open().size()).toBe(10);
  nowMs += 8 * 24 * 3_600_000;
  expect(open().size()).toBe(20);
  const later = open();
  later.refused(20);
  later.taken(10);
  expect(later.size()).toBe(10);
  expect(open().size()).toBe(10);
});

test('what is stored and makes no sense is ignored', () => {
  for (const stored of ['', '0 5', '21 5', 'x', '5', '5 x', '-3 7']) {
    const meta = memory();
    meta.put('photos_per_reservation', stored);
    expect(openReservationSize(meta, () => 10).size()).toBe(20);
  }
});
