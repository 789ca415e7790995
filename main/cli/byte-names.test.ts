// Names that are not UTF-8 at the terminal: typed as bytes or as they are shown, printed readably, and exact in JSON.
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { photoBytes } from '../../test/fixtures/make-photos.ts';
import { nameOfBytes } from '../../shared/byte-names.ts';
import { exitStatus } from './exit-status.ts';
import { jsonLine } from './output/json-line.ts';
import { shellQuote } from './output/shell-quote.ts';
import type { CliEnd } from './testing/cli-end.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';
import { startCli } from './testing/run-cli.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
});
afterEach(() => place.close());

/** «Архив» in koi8-r, «Море» in cp1251, «Пляж.jpg» in cp866, «дети.jpg» in cp1251. */
const archive = Buffer.from('e1d2c8c9d7', 'hex');
const sea = Buffer.from('cceef0e5', 'hex');
const beach = Buffer.from('8fabefa62e6a7067', 'hex');
const children = Buffer.from('e4e5f2e82e6a7067', 'hex');

const under = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.flatMap((part, index) => [...(index === 0 ? [] : [Buffer.from('/')]), Buffer.from(part)]));

async function put(to: Buffer, seed: number, width = 160): Promise<string> {
  const bytes = await photoBytes({ width, height: 120, seed });
  await writeFile(to, bytes);
  await utimes(to, 1_700_000_000, 1_700_000_000);
  return createHash('sha256').update(bytes).digest('hex');
}

/** `line`: as a shell reads it, so that bytes reach the program as they are. */
const runInShell = (line: string, folder = place.base): Promise<CliEnd> =>
  startCli([], place.env, ['bash', '-c', `cd ${folder} && exec "$0" "$@" ${line}`]).ended;
const ask = (...args: string[]): Promise<CliEnd> => runMain([...args, '--data', place.data], place.env);

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('a folder typed as bytes is sent with an album per subfolder, and reported by readable names', async () => {
    const root = under(place.folder, archive);
    await mkdir(under(root, sea), { recursive: true });
    const sent = [
      await put(under(root, sea, beach), 1),
      await put(under(root, children), 2),
      await put(under(root, '1.jpg'), 3),
    ];
    const typed = shellQuote(nameOfBytes(root), 'linux');
    const first = await runInShell(`sync ${typed} --data ${place.data} --album-per-folder --json`);
    expect(first.stderr).not.toMatch(/[\u{10FE00}-\u{10FEFF}]/u);
    expect(first.status).toBe(exitStatus.good);
    expect(
      place.emulator
        .ledger()
        .photos.map(({ sha256 }) => sha256)
        .sort(),
    ).toEqual(sent.sort());
    expect(
      place.emulator
        .ledger()
        .albums.map(({ title }) => title)
        .sort(),
    ).toEqual(['Архив', 'Море']);
    const told = first.objects.find(({ path }) => path === join(place.folder, 'Архив/Море/Пляж.jpg'));
    expect(told).toMatchObject({ type: 'photo', state: 'done', pathBytes: under(root, sea, beach).toString('hex') });
    expect(first.objects.find(({ path }) => path === join(place.folder, 'Архив/1.jpg'))).toHaveProperty('pathBytes');

    // The same folder, named as it is shown, from inside one with such a name itself.
    const again = await runInShell(`sync . --data ${place.data} --album-per-folder`, typed);
    expect(again.stderr).toContain('photos/Архив →');
    expect(again).toMatchObject({ status: exitStatus.good });
    const status = await ask('status', '--json');
    expect(status.objects[0]).toMatchObject({
      folders: [{ path: join(place.folder, 'Архив'), pathBytes: root.toString('hex'), done: 3 }],
    });
    expect(place.emulator.ledger().photos.length).toBe(3);
  });

  test('a photo is asked about by its bytes, by its shown name and by the command that is offered', async () => {
    await mkdir(under(place.folder, sea), { recursive: true });
    await mkdir(place.data);
    await writeFile(join(place.data, 'limits.json'), JSON.stringify({ maxSidePixels: 200 }));
    await put(under(place.folder, sea, children), 1, 260);
    await put(under(place.folder, sea, beach), 2);
    expect((await place.sync()).status).toBe(exitStatus.needsDecision);
    const shown = join(place.folder, 'Море/дети.jpg');
    const exact = nameOfBytes(under(place.folder, sea, children));
    for (const why of [
      await runInShell(`why ${shellQuote(exact, 'linux')} --data ${place.data}`),
      await runInShell(`why Море/дети.jpg --data ${place.data}`, place.folder),
      await ask('why', shown),
    ]) {
      expect(why.status).toBe(exitStatus.good);
      expect(why.stdout.split('\n')[0]).toBe(shown);
    }
    const journal = await ask('journal', exact, '--json');
    expect(journal.objects[0]).toMatchObject({ path: shown, pathBytes: expect.stringMatching(/e4e5f2e82e6a7067$/u) });
    const problems = await ask('problems');
    expect(problems.stdout).toContain(shown);
    const offered = /ok-photo-sync (decide .*\$'[^\n]*')/u.exec(problems.stderr)?.[1] ?? '';
    expect(await runInShell(offered)).toMatchObject({ status: exitStatus.good });
    expect((await place.sync()).status).toBe(exitStatus.good);
    expect(place.emulator.ledger().photos.length).toBe(2);
    // Its file is gone: its shown path is still known.
    await rm(under(place.folder, sea, children));
    await place.sync();
    expect(await ask('why', shown)).toMatchObject({ status: exitStatus.good });
  });

  test('a missing folder is reported by its readable name, and a library in such a folder is refused', async () => {
    const none = await ask('sync', nameOfBytes(under(place.folder, sea)));
    expect(none).toMatchObject({ status: exitStatus.usage, stdout: '' });
    expect(none.stderr).toContain('photos/Море');
    await mkdir(place.folder);
    const data = nameOfBytes(under(place.base, sea));
    const library = await runMain(['sync', place.folder, '--data', data], place.env);
    expect(library.status).toBe(exitStatus.usage);
    expect(library.stderr).toContain('Море');
  });
});

test('JSON has exact bytes beside every name that has them, and nothing beside others', () => {
  const name = nameOfBytes(Buffer.from('cceef0e5', 'hex'));
  expect(JSON.parse(jsonLine({ path: 'a/Море', n: null }))).toEqual({ path: 'a/Море', n: null });
  expect(JSON.parse(jsonLine({ path: `a/${name}`, copies: [name, 'b'], deep: [{ from: name }] }))).toEqual({
    path: 'a/Море',
    pathBytes: '612fcceef0e5',
    copies: ['Море', 'b'],
    copiesBytes: ['cceef0e5', '62'],
    deep: [{ from: 'Море', fromBytes: 'cceef0e5' }],
  });
});

test('a name that cannot be typed is quoted byte by byte', () => {
  const name = `it's ${nameOfBytes(Buffer.from('cceef0e5', 'hex'))}\n\u001b[2J\\`;
  expect(shellQuote(name, 'linux')).toBe(`$'it\\'s \\xcc\\xee\\xf0\\xe5\\x0a\\x1b[2J\\\\'`);
  expect(shellQuote('дача 1', 'linux')).toBe("'дача 1'");
});
