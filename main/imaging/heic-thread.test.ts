// libheif in a thread of its own: what it gives, and that the process can speak meanwhile.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHeicInThread } from './heic-thread.ts';

const sample = join(import.meta.dirname, '../../test/fixtures/sample.heic');

test('while a picture is decoded, the process that asked is free to do other things', async () => {
  const picture = await openHeicInThread(await readFile(sample));
  let beats = 0;
  const beating = setInterval(() => (beats += 1), 1);
  const pixels = await picture?.decode();
  clearInterval(beating);
  expect(pixels).toHaveLength((picture?.width ?? 0) * (picture?.height ?? 0) * 4);
  expect(beats).toBeGreaterThan(0);
  picture?.close();
});

test('what is no HEIC is answered, and the next one is decoded', async () => {
  expect(await openHeicInThread(Buffer.from('no picture at all'))).toBeNull();
  const picture = await openHeicInThread(await readFile(sample));
  expect(picture?.exif?.subarray(0, 2).toString('latin1')).toMatch(/II|MM/);
  expect(await picture?.decode()).not.toBeNull();
  picture?.close();
});
