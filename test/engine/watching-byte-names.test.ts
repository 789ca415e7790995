// Watching where names are no UTF-8: events bring them with bytes lost, or cannot bring them at all, and every file is
// found all the same.
import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nameOfBytes } from '../../shared/byte-names.ts';
import { onDisk } from '../../main/engine/disk/disk-paths.ts';
import { watchBudget } from '../../main/engine/watch/budget.ts';
import { folderOf, watchingsOfTests } from '../../main/engine/testing/watched-folder.ts';

const start = watchingsOfTests();
const hour = 3_600_000;
/** No scan comes by itself in these tests: only events bring news. */
const onlyEvents = {
  timers: { coalesceMs: 10, rescanGapMs: 20, absentProbeMs: hour, rootProbeMs: hour, scanEveryMs: hour },
};

const name = (hex: string): string => nameOfBytes(Buffer.from(hex, 'hex'));
/** With their bytes lost the first two are one name. */
const mother = name('ece0ece02e6a7067');
const father = name('efe0efe02e6a7067');
const sea = name('cceef0e5');
const archive = name('e1d2c8c9d7');
const at = (...parts: readonly string[]): string | Buffer => onDisk(parts.join('/'));

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('files that come, change, are renamed and go in an ordinary folder', async () => {
    const root = await folderOf(['a/plain.jpg']);
    const { watching, knows, store } = start(root, onlyEvents);
    await watching.scanNow();
    await writeFile(at(root, 'a', mother), '1');
    await writeFile(at(root, 'a', father), '2');
    await knows('a/plain.jpg', `a/${mother}`, `a/${father}`);
    await writeFile(at(root, 'a', father), 'longer');
    await expect.poll(() => store.files.get(`a/${father}`)?.entry.sizeBytes).toBe(6);
    await rename(at(root, 'a', mother), at(root, 'a', 'мама.jpg'));
    await knows('a/plain.jpg', 'a/мама.jpg', `a/${father}`);
    await rm(at(root, 'a', father));
    await knows('a/plain.jpg', 'a/мама.jpg');
  });

  test('folders in folders, there at the start and made later, moved in, renamed and removed', async () => {
    const root = await folderOf(['plain.jpg']);
    await mkdir(at(root, sea));
    const { watching, knows } = start(root, onlyEvents);
    await watching.scanNow();
    await writeFile(at(root, sea, mother), '1');
    await knows('plain.jpg', `${sea}/${mother}`);
    await mkdir(at(root, sea, archive, 'deep'), { recursive: true });
    await writeFile(at(root, sea, archive, 'deep', '1.jpg'), '1');
    await knows('plain.jpg', `${sea}/${mother}`, `${sea}/${archive}/deep/1.jpg`);
    await writeFile(at(root, sea, archive, 'deep', father), '1');
    await knows('plain.jpg', `${sea}/${mother}`, `${sea}/${archive}/deep/1.jpg`, `${sea}/${archive}/deep/${father}`);
    await rename(at(root, sea, archive), at(root, archive));
    await knows('plain.jpg', `${sea}/${mother}`, `${archive}/deep/1.jpg`, `${archive}/deep/${father}`);
    await writeFile(at(root, archive, 'deep', '2.jpg'), '1');
    await knows(
      'plain.jpg',
      `${sea}/${mother}`,
      `${archive}/deep/1.jpg`,
      `${archive}/deep/2.jpg`,
      `${archive}/deep/${father}`,
    );
    await rm(at(root, archive), { recursive: true });
    await knows('plain.jpg', `${sea}/${mother}`);
    await rename(at(root, sea), at(root, 'Море'));
    await knows('plain.jpg', `Море/${mother}`);
    await writeFile(at(root, 'Море', father), '1');
    await knows('plain.jpg', `Море/${mother}`, `Море/${father}`);
  });

  test('a watched folder that has such a name itself, and one below such a name', async () => {
    const base = await realpath(await mkdtemp(join(tmpdir(), 'watching-')));
    for (const root of [`${base}/${sea}`, `${base}/${sea}/${archive}/in it`]) {
      await mkdir(onDisk(root), { recursive: true });
      const { watching, knows, health } = start(root, onlyEvents);
      await watching.scanNow();
      expect(health()).toBe('live');
      await writeFile(at(root, 'plain.jpg'), '1');
      await mkdir(at(root, archive));
      await writeFile(at(root, archive, mother), '1');
      await knows('plain.jpg', `${archive}/${mother}`);
      await rm(at(root, 'plain.jpg'));
      await knows(`${archive}/${mother}`);
      await watching.close();
      await rm(at(root, archive), { recursive: true });
    }
    await rm(base, { recursive: true });
  });

  test('their handles count like all others: where there is no room, the folder is scanned instead', async () => {
    const root = await folderOf(['plain.jpg']);
    await mkdir(at(root, sea, archive), { recursive: true });
    const { watching, store } = start(root, { ...onlyEvents, budget: watchBudget(async () => 3) });
    await watching.scanNow();
    expect(store.healths.at(-1)).toMatchObject({ health: 'scanned' });
  });
});
