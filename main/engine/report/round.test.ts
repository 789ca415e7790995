// The round's numbers: they grow until nothing is left to do for some seconds, whatever comes and goes meanwhile.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openRound, type RoundWork } from './round.ts';

const quiet: RoundWork = {
  waiting: { photos: 0, bytes: 0 },
  checking: 0,
  scanning: false,
  inFlight: 0,
  lanes: 0,
};
const waiting = (photos: number): Pick<RoundWork, 'waiting'> => ({ waiting: { photos, bytes: photos * 100 } });
const all = (ids: readonly number[]): readonly number[] => ids;

function rounds() {
  let now = 0;
  const round = openRound(() => now);
  return {
    round,
    pass: (ms: number) => void (now += ms),
    look: (work: Partial<RoundWork> = {}, onTheirWay = all) => round.update({ ...quiet, ...work }, onTheirWay),
  };
}

test('a photo whose bytes are sent counts until it is public, so that the bar never goes back', () => {
  const { round, look } = rounds();
  expect(look({ ...waiting(2), inFlight: 60, lanes: 1 }).bytesDone).toBe(60);
  round.arrived(1, 100);
  expect(look(waiting(2)).bytesDone).toBe(100);
  round.done(1, 100);
  expect(look(waiting(1)).bytesDone).toBe(100);
});

test('a photo that must be sent again counts in the bytes still to be sent', () => {
  const { round, look } = rounds();
  round.arrived(1, 100);
  round.arrived(2, 100);
  expect(look(waiting(2))).toMatchObject({ bytesDone: 200, bytesLeft: 0 });
  round.sentAgain(1);
  expect(look(waiting(2))).toMatchObject({ bytesDone: 200, bytesLeft: 100 });
});

test('a photo that is sent and then held or left out does not count in the bytes still to be sent', () => {
  const { round, look } = rounds();
  round.arrived(1, 1000);
  round.arrived(2, 50);
  expect(look(waiting(5), (ids) => ids.filter((id) => id === 2))).toMatchObject({ bytesDone: 50, bytesTotal: 500 });
});

test('an empty queue does not end the round while files are checked, nor in the seconds after', () => {
  const { round, look, pass } = rounds();
  look({ ...waiting(1), checking: 200 });
  round.done(1, 100);
  pass(60_000);
  expect(look({ checking: 120 })).toMatchObject({ photosDone: 1, photosTotal: 1, growing: true });
  expect(look({ ...waiting(30), checking: 90 })).toMatchObject({ photosDone: 1, photosTotal: 31 });
  for (let id = 2; id <= 31; id++) round.done(id, 100);
  look();
  pass(2_000);
  expect(look()).toMatchObject({ photosDone: 31, photosTotal: 31 });
  expect(look(waiting(1))).toMatchObject({ photosDone: 31, photosTotal: 32 });
});

test('a round that is over keeps its numbers until the next one begins', () => {
  const { round, look, pass } = rounds();
  look(waiting(2));
  round.done(1, 100);
  round.done(2, 100);
  look();
  expect(round.isSettling()).toBe(true);
  pass(3_000);
  const over = { photosDone: 2, photosTotal: 2, bytesDone: 200, bytesTotal: 200, growing: false };
  expect(look()).toMatchObject(over);
  expect(round.isSettling()).toBe(false);
  pass(60_000);
  expect(look({ scanning: true })).toMatchObject(over);
  expect(round.sent()).toBe(0);
  expect(look(waiting(3))).toMatchObject({ photosDone: 0, photosTotal: 3, bytesDone: 0 });
});

test('what the service refuses keeps its place in the total; what a person takes out does not', () => {
  const { round, look, pass } = rounds();
  expect(look(waiting(100)).photosTotal).toBe(100);
  expect(look(waiting(90))).toMatchObject({ photosDone: 0, photosTotal: 100, bytesDone: 1_000, bytesLeft: 9_000 });
  round.personDecided();
  pass(2_000);
  expect(look(waiting(20)).photosTotal).toBe(20);
  pass(60_000);
  expect(look(waiting(10)).photosTotal).toBe(20);
});

test('no number of a running round ever falls, in any order of events', () => {
  const event = fc.record({
    pass: fc.integer({ min: 0, max: 2_900 }),
    photos: fc.integer({ min: 0, max: 50 }),
    checking: fc.integer({ min: 0, max: 50 }),
    inFlight: fc.integer({ min: 0, max: 300 }),
    done: fc.integer({ min: 0, max: 5 }),
    arrived: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      const { round, look, pass } = rounds();
      let id = 0;
      let before = look({ checking: 1 });
      for (const { photos, checking, inFlight, done, arrived, ...each } of events) {
        for (let n = 0; n < done; n++) round.done(id++, 100);
        if (arrived) round.arrived(id++, 100);
        const now = look({ ...waiting(photos), checking, inFlight, lanes: inFlight > 0 ? 1 : 0 });
        for (const key of ['photosDone', 'photosTotal', 'bytesDone', 'bytesTotal'] as const)
          expect(now[key]).toBeGreaterThanOrEqual(before[key]);
        expect(now.photosDone).toBeLessThanOrEqual(now.photosTotal);
        expect(now.bytesDone).toBeLessThanOrEqual(now.bytesTotal);
        before = now;
        // Work in between: the round is never calm for long.
        look({ checking: 1 });
        pass(each.pass);
      }
    }),
  );
});
