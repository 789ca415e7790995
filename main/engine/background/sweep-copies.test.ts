import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepCopies, sweepPreviews } from './sweep-copies.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'copies-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (...names: string[]): void => names.forEach((name) => writeFileSync(join(folder, name), 'x'));

test('copies that are needed stay; half-written ones of a crash are removed', () => {
  put('1.copy', '2.copy', '1.copy.0b6b2f4e.partial', 'stray');
  sweepCopies(folder, (placementId) => placementId === 1);
  expect(readdirSync(folder)).toEqual(['1.copy']);
  sweepCopies(join(folder, 'none'), () => true);
});

test('only finished previews stay', () => {
  put('7-before.jpg', '7-shrink.copy', '7-shrink-after.jpg.0b6b2f4e.partial');
  sweepPreviews(folder);
  expect(readdirSync(folder)).toEqual(['7-before.jpg']);
  sweepPreviews(join(folder, 'none'));
});
