// What OK takes, in the terminal: how surely it is known, what was learned from it, and how that is forgotten.
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePhoto } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace({ switches: { limits: { minSide: 90 } } });
  await makePhoto({ path: join(place.folder, '1.jpg'), width: 60, height: 60, seed: 1, grain: 0 });
});
afterEach(() => place.close());

const ask = (language: string, ...args: string[]) =>
  runMain([...args, '--data', place.data], { ...place.env, LC_ALL: language });

test.each([
  [
    'en_US.UTF-8',
    'File size: up to 50 MB (assumed)',
    /Shorter side: from 61 pixels \(learned from OK on .+\)/u,
    'OK publishes no numbers, so this is an assumption.',
  ],
  [
    'ru_RU.UTF-8',
    'Размер файла: до 50 МБ (предположение)',
    /Короткая сторона в точках: от 61 \(узнано от OK: .+\)/u,
    'Своих чисел OK не публикует, поэтому это предположение.',
  ],
])('%s: what is assumed and what was learned; forgetting judges anew', async (language, assumed, learned, status) => {
  expect((await ask(language, 'limits')).status).toBe(exitStatus.usage);
  expect((await place.sync()).status).toBe(exitStatus.needsDecision);
  const told = await ask(language, 'limits');
  expect(told.status).toBe(exitStatus.good);
  expect(told.stdout.replaceAll('\u00a0', ' ')).toContain(assumed);
  expect(told.stdout.replaceAll('\u00a0', ' ')).toMatch(learned);
  expect(told.stderr).toMatch(/ limits .*--forget/u);
  expect((await ask(language, 'status')).stdout).toContain(status);
  const forgotten = await ask(language, 'limits', '--forget');
  expect(forgotten.stdout).not.toMatch(learned);
  expect((await ask(language, 'limits', '--json')).objects).toMatchObject([
    { type: 'limits', minSidePixels: 16, sources: { minSidePixels: { how: 'assumed' } } },
  ]);
});

test('limits.json is told as such, and a file that is no JSON stops the command', async () => {
  await place.sync();
  await writeFile(join(place.data, 'limits.json'), '{"maxBytes": 7000000}');
  expect((await ask('en_US.UTF-8', 'limits')).stdout.replaceAll('\u00a0', ' ')).toContain(
    'File size: up to 7 MB (set in limits.json)',
  );
  await writeFile(join(place.data, 'limits.json'), '{');
  const bad = await ask('en_US.UTF-8', 'limits');
  expect([bad.status, bad.stdout]).toEqual([exitStatus.usage, '']);
  expect(bad.stderr).toContain('limits.json');
});
