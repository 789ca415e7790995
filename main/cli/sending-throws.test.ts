// Steps of sending that throw each time, for one photo or for an album: it is reported, the others are sent, and the
// run ends.
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import Sqlite from 'better-sqlite3';
import { photoBytes } from '../../test/fixtures/make-photos.ts';
import { fastClock } from '../engine/testing/fast-clock.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';

vi.setConfig({ testTimeout: 180_000 });

/** A step that throws is tried again after waits of seconds. */
const clock = fastClock(10);

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace({}, clock);
  await mkdir(place.folder);
});
afterEach(() => place.close());

/** A photo of this width, which the triggers know it by. */
async function put(width: number): Promise<void> {
  const path = join(place.folder, `${width}.jpg`);
  await writeFile(path, await photoBytes({ width, height: 80, seed: width }));
  await utimes(path, 1_700_000_000, 1_700_000_000);
}

function refuse(sql: string): void {
  const db = new Sqlite(join(place.data, 'library.db'));
  db.exec(sql);
  db.close();
}

const ofWidth = (width: number): string => `(SELECT width FROM photos WHERE id = NEW.photo_id) = ${width}`;
const before = (state: string, width: number): string =>
  `CREATE TRIGGER no_${width} BEFORE UPDATE OF state ON placements WHEN NEW.state = '${state}' AND ${ofWidth(width)}
    BEGIN SELECT RAISE(ABORT, 'no'); END;`;

test('a photo whose step throws is held with its reason, the rest is sent, and the run ends with 1', async () => {
  await put(90);
  await place.sync();
  refuse(
    before('reserved', 91) +
      before('uploaded', 92) +
      before('committing', 93) +
      before('done', 94) +
      `CREATE TRIGGER all_95 BEFORE UPDATE OF state ON placements WHEN ${ofWidth(95)}
        BEGIN SELECT RAISE(ABORT, 'no'); END;`,
  );
  for (const width of [91, 92, 93, 94, 95, 96, 97]) await put(width);
  const run = await place.sync();
  expect(run.status).toBe(exitStatus.needsDecision);
  const told = new Map(run.objects.filter(({ type }) => type === 'photo').map((one) => [one['path'], one['reason']]));
  const reasonOf = (width: number): unknown => told.get(join(place.folder, `${width}.jpg`));
  for (const width of [91, 92, 93]) expect(reasonOf(width)).toBe('sending_crashed');
  // It may be public already: never sent again by itself.
  expect(reasonOf(94)).toBe('commit_unclear');
  expect(run.objects.at(-1)).toMatchObject({ type: 'summary', done: 3, failed: 3, held: 1, unopened: 1 });
  expect(run.objects).toContainEqual(expect.objectContaining({ type: 'unopened', path: join(place.folder, '95.jpg') }));
  const widths = (): number[] =>
    place.emulator
      .ledger()
      .photos.map(({ width }) => width ?? 0)
      .sort((a, b) => a - b);
  expect(widths()).toEqual([90, 94, 96, 97]);

  // What made them throw is gone: the next run sends them, and asks about the one that may be there.
  refuse('DROP TRIGGER no_91; DROP TRIGGER no_92; DROP TRIGGER no_93; DROP TRIGGER no_94; DROP TRIGGER all_95;');
  const again = await place.sync();
  expect(again.objects.at(-1)).toMatchObject({ done: 7, failed: 0, held: 1, unopened: 0 });
  expect(widths()).toEqual([90, 91, 92, 93, 94, 95, 96, 97]);
});

test('where creating an album throws each time, its photos are reported and the run ends', async () => {
  await put(90);
  await place.sync();
  refuse(
    `CREATE TRIGGER no_album BEFORE UPDATE ON albums WHEN NEW.title = 'Trip' BEGIN SELECT RAISE(ABORT, 'no'); END;`,
  );
  const folder = join(place.base, 'Trip');
  await mkdir(folder);
  await writeFile(join(folder, 'one.jpg'), await photoBytes({ width: 98, height: 80, seed: 98 }));
  await utimes(join(folder, 'one.jpg'), 1_700_000_000, 1_700_000_000);
  const run = await runMain(
    ['sync', folder, '--data', place.data, '--json'],
    { ...place.env, LANG: 'ru_RU.UTF-8' },
    clock,
  );
  expect(run.status).toBe(exitStatus.needsDecision);
  expect(run.objects).toContainEqual(
    expect.objectContaining({ reason: 'sending_crashed', text: expect.stringContaining('ошибки программы') }),
  );
  expect(place.emulator.ledger().summary.photos).toBe(1);
});

test('a photo that cannot move to the new album of its folder is reported, and does not delay the others', async () => {
  await put(90);
  await place.sync();
  refuse(before('reserved', 91));
  await put(91);
  expect((await place.sync()).objects.at(-1)).toMatchObject({ done: 1, failed: 1 });
  refuse(
    `DROP TRIGGER no_91;
      CREATE TRIGGER stays BEFORE UPDATE OF album_id ON placements WHEN ${ofWidth(91)}
        BEGIN SELECT RAISE(ABORT, 'no'); END;
      CREATE TRIGGER none BEFORE INSERT ON placements WHEN ${ofWidth(91)} BEGIN SELECT RAISE(ABORT, 'no'); END;`,
  );
  await put(92);
  const run = await place.sync('--album-per-folder');
  expect(run.status).toBe(exitStatus.needsDecision);
  expect(run.objects.at(-1)).toMatchObject({ done: 2, held: 1 });
  // Not into the album that it was to go to before, either.
  expect(
    place.emulator
      .ledger()
      .photos.map(({ width }) => width ?? 0)
      .sort((a, b) => a - b),
  ).toEqual([90, 92]);
});
