// When an imaging process is waited for, and when not: by what it lived through, not by a clock on the wall.
import { expect, test } from 'vitest';
import { atItsBeginning, evaluateLifeSign, usualPatience, type LifeSign, type Progressed } from './patience.ts';

/** What becomes of a photo whose process says these things, one a second. */
function after(signs: Iterable<LifeSign>): { kind: string; heard: number } {
  let progressed: Progressed = atItsBeginning;
  let heard = 0;
  for (const sign of signs) {
    heard += 1;
    const progress = evaluateLifeSign(progressed, sign, usualPatience);
    if (progress.kind !== 'goes-on') return { kind: progress.kind, heard };
    progressed = progress.progressed;
  }
  return { kind: 'goes-on', heard };
}
const signs = (count: number, sign: (second: number) => LifeSign) =>
  Array.from({ length: count }, (_, index) => sign(index + 1));

test('a decoder that uses the processor without end is ended by what it used', () => {
  const looping = after(signs(1_000, (second) => ({ doing: 'decoding', readBytes: 18_000, cpuMs: second * 1000 })));
  expect(looping).toEqual({ kind: 'hangs', heard: 121 });
});

test('on a computer with thirty other things to do the same work takes thirty times as long, and is waited for', () => {
  const starved = after(signs(3_000, (second) => ({ doing: 'decoding', readBytes: 18_000, cpuMs: second * 33 })));
  expect(starved.kind).toBe('goes-on');
});

test('a large file may use more', () => {
  const large = after(
    signs(300, (second) => ({ doing: 'decoding', readBytes: 100 * 1024 * 1024, cpuMs: second * 1000 })),
  );
  expect(large.kind).toBe('goes-on');
});

test('a file that comes slowly is waited for as long as it comes', () => {
  const slow = after(
    signs(100_000, (second) => ({ doing: 'reading', readBytes: Math.floor(second / 200), cpuMs: second / 10 })),
  );
  expect(slow.kind).toBe('goes-on');
});

test('a file that comes no more is the disk’s trouble, not the photo’s', () => {
  const stalled = after(signs(1_000, () => ({ doing: 'reading', readBytes: 65_536, cpuMs: 4 })));
  expect(stalled).toEqual({ kind: 'stalled-reading', heard: 301 });
});

test('a decoder that waits for nobody is ended, although its process speaks', () => {
  const dozing = after(signs(1_000, (second) => ({ doing: 'decoding', readBytes: 65_536, cpuMs: second })));
  expect(dozing).toEqual({ kind: 'hangs', heard: 121 });
});
