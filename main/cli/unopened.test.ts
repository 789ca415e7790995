// Folders and files that could not be read, as the terminal reports them: run, status, problems, why, and exit status.
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rename, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import Sqlite from 'better-sqlite3';
import { makeLibrary, photoBytes } from '../../test/fixtures/make-photos.ts';
import { canBeTooLong, makeTooDeep, removeTooDeep } from '../engine/testing/beyond-reach.ts';
import { fastClock } from '../engine/testing/fast-clock.ts';
import { exitStatus } from './exit-status.ts';
import type { CliEnd } from './testing/cli-end.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { startCli } from './testing/run-cli.ts';
import { runMain } from './testing/run-main.ts';

/** A check that throws is tried again after seconds, and a file of a future time is given seconds to come to rest. */
const clock = fastClock(10);

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace({}, clock);
});
afterEach(async () => {
  if (canBeTooLong) removeTooDeep(place.folder);
  await place.close();
});

const small = { width: 160, height: 120, pictures: 3 };
const ask = (...args: string[]): Promise<CliEnd> => runMain([...args, '--data', place.data], place.env);

test.runIf(canBeTooLong)(
  'a path longer than the system allows is reported everywhere, and the rest is sent',
  async () => {
    await makeLibrary(place.folder, 2, small);
    makeTooDeep(place.folder);
    const run = await place.sync();
    expect(run.status).toBe(exitStatus.needsDecision);
    expect(run.objects.at(-1)).toMatchObject({ type: 'summary', done: 2, unopened: 1 });
    const [told] = run.objects.filter(({ type }) => type === 'unopened');
    expect(told).toMatchObject({ code: 'ENAMETOOLONG', text: expect.stringContaining('the path is too long') });
    expect(String(told?.['path']).startsWith(join(place.folder, 'd'.repeat(200)))).toBe(true);

    const status = await ask('status');
    expect(status.stdout).toContain('paths that could not be read: 1');
    expect((await ask('status', '--json')).objects[0]?.['folders']).toMatchObject([{ unopened: 1, trouble: null }]);
    const problems = await ask('problems');
    expect(problems.status).toBe(exitStatus.needsDecision);
    expect(problems.stdout).toContain('not read: ');
    expect(problems.stdout).not.toContain('Nothing needs a decision');

    // In Russian, and once more: nothing of it is said only once.
    const again = await runMain(['sync', place.folder, '--data', place.data], { ...place.env, LANG: 'ru_RU.UTF-8' });
    expect(again.status).toBe(exitStatus.needsDecision);
    expect(again.stdout).toContain('не просмотрено 1');
    expect(again.stdout).toContain('слишком длинный путь');
    const why = await ask('why', `${String(told?.['path'])}/deep.jpg`);
    expect(why.status).toBe(exitStatus.needsDecision);
    expect(why.stdout).toContain('could not read this file');
    expect(why.stdout).toContain('the path is too long');

    const above = await ask('why', join(place.folder, 'd'.repeat(200)));
    expect(above.stdout).toContain('the path is too long');
    for (const line of [...problems.stdout.split('\n'), ...why.stdout.split('\n')])
      expect(line.length).toBeLessThan(700);

    // Gone from there, it is told no more.
    removeTooDeep(join(place.folder, 'd'.repeat(200)));
    expect((await place.sync()).status).toBe(exitStatus.good);
    expect((await ask('problems')).status).toBe(exitStatus.good);
  },
);

/** Taken at once. */
async function old(name: string, bytes: Uint8Array): Promise<string> {
  await mkdir(place.folder, { recursive: true });
  const path = join(place.folder, name);
  await writeFile(path, bytes);
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(path, hourAgo, hourAgo);
  return path;
}

/** Whom permissions stop: as root, somebody else has to run the program. */
const isRoot = process.getuid?.() === 0;
const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];
const canBeNobody = (): boolean => {
  try {
    execFileSync(nobody[0] as string, [...nobody.slice(1), process.execPath, '--version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
};

test.runIf(process.platform !== 'win32' && (!isRoot || canBeNobody()))(
  'a subfolder without permission is reported with its reason until it can be read',
  async () => {
    await makeLibrary(place.folder, 1, small);
    const shut = join(place.folder, 'Бабушка');
    await mkdir(join(shut, 'scans'), { recursive: true });
    await writeFile(join(shut, 'scans', 'one.jpg'), await photoBytes({ width: 90, height: 80, seed: 5 }));
    await mkdir(place.data);
    if (isRoot) execFileSync('chown', ['-R', '65534:65534', place.base]);
    const sync = (): Promise<CliEnd> =>
      startCli(['sync', place.folder, '--data', place.data, '--json'], place.env, isRoot ? nobody : []).ended;
    await chmod(shut, 0o000);
    const run = await sync();
    expect(run.status).toBe(exitStatus.needsDecision);
    expect(run.objects).toContainEqual(expect.objectContaining({ type: 'unopened', path: shut, code: 'EACCES' }));
    expect((await ask('problems')).stdout).toContain('Бабушка — no permission');
    const why = await ask('why', join(shut, 'scans', 'one.jpg'), '--json');
    expect(why.objects[0]).toMatchObject({ kind: 'unopened', place: 'Бабушка', code: 'EACCES' });
    await chmod(shut, 0o755);
    const after = await sync();
    expect(after.status).toBe(exitStatus.good);
    expect(after.objects.at(-1)).toMatchObject({ done: 2, unopened: 0 });
  },
);

/** A library whose table refuses: what no value of a file shall do, and what an unknown one may do tomorrow. */
function refuse(trigger: string): void {
  const db = new Sqlite(join(place.data, 'library.db'));
  db.exec(trigger);
  db.close();
}

test('a file that the library refuses is reported, and the others of its folder are sent', async () => {
  await makeLibrary(place.folder, 1, small);
  await place.sync();
  refuse(`CREATE TRIGGER odd BEFORE INSERT ON files WHEN NEW.path LIKE '%odd%' BEGIN SELECT RAISE(ABORT, 'no'); END`);
  await writeFile(join(place.folder, 'odd.jpg'), await photoBytes({ width: 90, height: 80, seed: 6 }));
  await writeFile(join(place.folder, 'plain.jpg'), await photoBytes({ width: 90, height: 80, seed: 7 }));
  const run = await place.sync();
  expect(run.status).toBe(exitStatus.needsDecision);
  expect(run.objects.at(-1)).toMatchObject({ done: 2, unopened: 1 });
  expect((await ask('why', join(place.folder, 'odd.jpg'))).stdout).toContain('a fault of the program');
});

test('a scan that breaks off is reported with its reason, and the run ends with 1', async () => {
  await makeLibrary(place.folder, 2, small);
  await place.sync();
  refuse(`CREATE TRIGGER end BEFORE UPDATE OF last_scan_ms ON folders BEGIN SELECT RAISE(ABORT, 'no'); END`);
  const run = await place.sync();
  expect(run.status).toBe(exitStatus.needsDecision);
  expect(run.objects).toContainEqual(
    expect.objectContaining({ type: 'unopened', path: place.folder, code: 'SQLITE_CONSTRAINT_TRIGGER' }),
  );
  expect(run.stderr).toContain('could not be scanned to the end');
  expect((await ask('status')).stdout).toContain('could not be scanned to the end');
  expect((await ask('problems')).status).toBe(exitStatus.needsDecision);
  await writeFile(join(place.folder, 'new.jpg'), 'new');
  expect((await ask('why', join(place.folder, 'new.jpg'))).stdout).toContain(
    'scan stopped (SQLITE_CONSTRAINT_TRIGGER)',
  );
  refuse('DROP TRIGGER end');
});

test('a folder whose drive is disconnected is reported by problems and why', async () => {
  await makeLibrary(place.folder, 1, small);
  await place.sync();
  await rename(place.folder, `${place.folder}-away`);
  // Nobody has looked since; then as a run leaves it that met it away.
  expect((await ask('why', join(place.folder, 'never.jpg'))).stdout).toContain('its drive is not connected');
  const db = new Sqlite(join(place.data, 'library.db'));
  db.exec(`UPDATE folders SET health = 'absent'`);
  db.close();
  const problems = await ask('problems', '--json');
  expect(problems.status).toBe(exitStatus.needsDecision);
  expect(problems.objects).toMatchObject([{ type: 'unopened', path: place.folder, code: 'absent' }]);
  expect((await ask('why', join(place.folder, 'never.jpg'))).stdout).toContain('its drive is not connected');
  await rename(`${place.folder}-away`, place.folder);
});

test('a file whose check throws every time is held, or reported as not read; the run ends with 1', async () => {
  await makeLibrary(place.folder, 1, small);
  await place.sync();
  refuse(`CREATE TRIGGER held BEFORE INSERT ON photos WHEN NEW.width = 91 BEGIN SELECT RAISE(ABORT, 'no'); END;
    CREATE TRIGGER stuck BEFORE UPDATE OF state ON files WHEN NEW.path LIKE '%stuck%'
      BEGIN SELECT RAISE(ABORT, 'no'); END`);
  await old('held.jpg', await photoBytes({ width: 91, height: 80, seed: 6 }));
  await old('stuck.jpg', await photoBytes({ width: 92, height: 80, seed: 7 }));
  await old('plain.jpg', await photoBytes({ width: 93, height: 80, seed: 8 }));
  const run = await place.sync();
  expect(run.status).toBe(exitStatus.needsDecision);
  expect(run.objects.at(-1)).toMatchObject({ done: 2, held: 1, unopened: 1 });
  expect(run.objects).toContainEqual(
    expect.objectContaining({ type: 'photo', state: 'held', reason: 'inspection_crashed' }),
  );
  const why = await ask('why', join(place.folder, 'stuck.jpg'), '--json');
  expect(why.objects[0]).toMatchObject({ kind: 'unopened', place: 'stuck.jpg', code: 'SQLITE_CONSTRAINT_TRIGGER' });
});

test('file times that no calendar has: each photo is sent once, and is not «changed» at the next run', async () => {
  for (const [index, second] of [-11_000_000_000, 10_413_792_000, 14_000_000_000].entries()) {
    const path = await old(`${index}.jpg`, await photoBytes({ width: 100 + index, height: 80, seed: index }));
    await utimes(path, second, second);
  }
  const run = await place.sync();
  expect(run.status).toBe(exitStatus.good);
  expect(run.objects.at(-1)).toMatchObject({ done: 3, unopened: 0 });
  const again = await place.sync();
  expect(again.status).toBe(exitStatus.good);
  expect(again.objects.filter(({ type }) => type === 'photo')).toEqual([]);
  expect(place.emulator.ledger().photos.length).toBe(3);
});

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'files and folders that an ordinary user may not read are each reported, and the run does not wait for them',
  async () => {
    for (const folder of ['', 'shut', 'listed', 'listed/in'])
      await mkdir(join(place.folder, folder), { recursive: true });
    for (const name of ['mine.jpg', 'theirs.jpg', 'shut/a.jpg', 'listed/b.jpg', 'listed/in/c.jpg'])
      await old(name, await photoBytes({ width: 90, height: 80, seed: name.charCodeAt(0) + name.length }));
    execFileSync('chown', ['-R', '1234:1234', place.base]);
    for (const name of ['theirs.jpg', 'shut', 'listed']) execFileSync('chown', ['0:0', join(place.folder, name)]);
    await chmod(join(place.folder, 'theirs.jpg'), 0o600);
    await chmod(join(place.folder, 'shut'), 0o700);
    await chmod(join(place.folder, 'listed'), 0o744);
    const under = ['setpriv', '--reuid', '1234', '--regid', '1234', '--clear-groups'];
    const run = await startCli(['sync', place.folder, '--data', place.data, '--json'], place.env, under).ended;
    expect(run.status).toBe(exitStatus.needsDecision);
    expect(run.objects.at(-1)).toMatchObject({ type: 'summary', done: 1, held: 1 });
    const paths = run.objects.filter(({ type }) => type === 'unopened').map(({ path }) => String(path));
    expect(paths.map((path) => path.slice(place.folder.length + 1)).sort()).toEqual([
      'listed/b.jpg',
      'listed/in',
      'shut',
    ]);
  },
);

test.runIf(process.platform !== 'win32')(
  'a file that claims to be larger than any picture is not read for ever, and keeps no other from being read',
  async () => {
    await makeLibrary(place.folder, 1, small);
    const sizes: Record<string, number> = {
      'one.jpg': 2 ** 43,
      'two.png': 2 ** 42,
      'three.heic': 2 ** 41,
      'film.dat': 2 ** 41,
    };
    for (const [name, size] of Object.entries(sizes)) {
      const path = await old(name, await photoBytes({ width: 90, height: 80, seed: 9 }));
      await truncate(path, size);
      await utimes(path, 1_700_000_000, 1_700_000_000);
    }
    const run = await place.sync();
    expect(run.status).toBe(exitStatus.needsDecision);
    expect(run.objects.at(-1)).toMatchObject({ done: 1, held: 3, skipped: 1 });
  },
);
