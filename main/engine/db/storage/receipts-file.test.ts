import { appendFileSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReceiptsFile, readReceipts, receiptsFolder, type Receipt } from './receipts-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ok-photo-sync-receipts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const july = Date.UTC(2026, 6, 31, 23, 59);
const receipt = (number: number, atMs = july): Receipt => ({
  account: '7',
  sha256: String(number).padStart(64, 'a'),
  album: 'album',
  photo: `photo ${number}`,
  atMs,
});

test('receipts are written to one file a month and read in order; the newest ones can be read alone', () => {
  const file = openReceiptsFile(folder);
  for (let number = 0; number < 10; number++) file.add(receipt(number));
  file.add(receipt(10, july + 120_000));
  file.close();
  expect(readdirSync(receiptsFolder(folder)).sort()).toEqual(['receipts-2026-07.jsonl', 'receipts-2026-08.jsonl']);
  expect([...readReceipts(folder)].map((one) => one.photo)).toEqual(
    Array.from({ length: 11 }, (_, number) => `photo ${number}`),
  );
  expect([...readReceipts(folder, { bytes: 10_000 })].map((one) => one.photo)).toEqual(['photo 10']);
});

test('an incomplete or meaningless line does not affect the other lines', () => {
  const file = openReceiptsFile(folder);
  file.add(receipt(1));
  file.close();
  const path = join(receiptsFolder(folder), 'receipts-2026-07.jsonl');
  appendFileSync(path, '\n{"sha256":"zz"}\nnull\n\u0000\u0000\n{"account":"7","sha256":"aaaa');
  const again = openReceiptsFile(folder);
  again.add(receipt(2));
  again.close();
  expect([...readReceipts(folder)]).toEqual([receipt(1), receipt(2)]);
});

test('without a folder of receipts, reading yields none and writing throws nothing', () => {
  expect([...readReceipts(folder)]).toEqual([]);
  writeFileSync(receiptsFolder(folder), 'a file where the folder should be');
  const file = openReceiptsFile(folder);
  file.add(receipt(1));
  file.close();
  expect([...readReceipts(folder)]).toEqual([]);
});

test('the newest lines are those written last, also after the clock was a year ahead', () => {
  const ahead = openReceiptsFile(folder);
  ahead.add(receipt(1, july + 366 * 86_400_000));
  ahead.close();
  const longAgo = new Date(july - 86_400_000);
  utimesSync(join(receiptsFolder(folder), 'receipts-2027-08.jsonl'), longAgo, longAgo);
  const file = openReceiptsFile(folder);
  file.add(receipt(2));
  file.close();
  expect([...readReceipts(folder, { bytes: 10_000 })]).toEqual([receipt(2)]);
});
