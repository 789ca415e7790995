import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calls, type EngineCallName } from '../../shared/ipc.ts';
import { errorCode, type Result } from '../../shared/errors.ts';
import { beginRun, type FaultRun } from '../../main/engine/testing/fault-run.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { templateOfFile } from '../../main/engine/testing/template-of-file.ts';

const template = templateOfFile(imagingOfFile());
let run: FaultRun;
let ground: string;
beforeAll(async () => {
  ground = await mkdtemp(join(tmpdir(), 'ok-hostile-'));
  run = await beginRun(template, {});
  await run.decided();
});
afterAll(async () => {
  await run.close();
  await rm(ground, { recursive: true, force: true });
});

const names = Object.keys(calls).filter((name) => calls[name as EngineCallName].owner === 'engine') as EngineCallName[];

/** Everything the library holds, table by table. */
function library(): Record<string, string> {
  const db = new Sqlite(join(run.dataFolder, 'library.db'), { readonly: true });
  try {
    const tables = db
      .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
      .all();
    return Object.fromEntries(
      tables.map(({ name }) => {
        // The speed is written down when it changes, whoever asks for what.
        const but = name === 'meta' ? `WHERE key <> 'bytes_per_second'` : '';
        const rows = db.prepare(`SELECT * FROM "${name}" ${but}`).safeIntegers().raw().all();
        return [name, createHash('sha256').update(JSON.stringify(rows, plain)).digest('hex')];
      }),
    );
  } finally {
    db.close();
  }
}
const plain = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

async function ask(name: string, input: unknown): Promise<Result<unknown>> {
  return run.engine.answer(name as EngineCallName, input);
}

function expectRefused(result: Result<unknown>): void {
  expect(result.ok).toBe(false);
  if (result.ok) return;
  expect(errorCode.safeParse(result.error.code).success).toBe(true);
  expect(result.error.subject === null || result.error.subject.length <= 4096).toBe(true);
}

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
  withSparseArray: true,
  maxDepth: 3,
});

test.each(names)('whatever is given to «%s», it is refused with a code and changes nothing', async (name) => {
  const before = library();
  await fc.assert(
    fc.asyncProperty(anything, async (input) => {
      fc.pre(!calls[name].input.safeParse(input).success);
      expectRefused(await ask(name, input));
    }),
    { numRuns: 60 },
  );
  expect(library()).toEqual(before);
});

/** One good input of each call that takes any; ids are of nothing that exists. */
const unknownId = 999_999;
const good: Partial<Record<EngineCallName, Record<string, unknown>>> = {
  'folders.add': { path: '/no/such/folder', target: { kind: 'personal' }, rules: {} },
  'folders.plan': { folderIds: [unknownId] },
  'folders.start': { folderIds: [unknownId] },
  'folders.survey': { path: '/no/such/folder' },
  'folders.preview': { paths: ['/no/such/folder'] },
  'folders.change': { folderId: unknownId, title: 'x', rules: { review: true } },
  'folders.pause': { folderId: unknownId, paused: true },
  'folders.remove': { folderId: unknownId },
  'folders.scan': { folderId: unknownId },
  'photos.page': { shown: null, search: '', folderId: null, after: null, limit: 10 },
  'photos.days': { shown: null, search: '', folderId: null },
  'photos.get': { fileId: unknownId },
  'photos.explain': { path: '/no/such/file' },
  'photos.act': { fileIds: [unknownId], action: 'leave_out' },
  'lanes.stop': { fileId: unknownId },
  'photos.previewConversion': { fileId: unknownId, action: 'shrink' },
  'photos.candidates': { fileId: unknownId },
  'problems.act': { reason: 'gave_up', albumId: unknownId, action: 'try_again', target: null },
  'drop.add': { paths: ['/no/such/file'], target: { kind: 'known', albumId: unknownId } },
  'history.recent': { limit: 5 },
};
const withInput = Object.entries(good) as [EngineCallName, Record<string, unknown>][];

const nasty = fc.oneof(
  anything,
  fc.constantFrom<unknown>(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    -1,
    0.5,
    2 ** 53,
    '',
    '\0',
    '__proto__',
    `'; DROP TABLE files; --`,
    '../../../etc/passwd',
    'x'.repeat(40_000),
    Array.from({ length: 20_000 }, () => 1),
    { kind: 'known', albumId: Number.MAX_SAFE_INTEGER },
    { toString: () => 'x' },
  ),
);

test.each(withInput)('one wrong field of «%s» is enough to refuse it', async (name, input) => {
  const before = library();
  const fields = Object.keys(input);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...fields, 'another'), nasty, async (field, value) => {
      const given = { ...input, [field]: value };
      fc.pre(!calls[name].input.safeParse(given).success);
      expectRefused(await ask(name, given));
    }),
    { numRuns: 80 },
  );
  expect(library()).toEqual(before);
});

test.each(withInput)('«%s» about what does not exist changes nothing', async (name, input) => {
  const before = library();
  const id = fc.integer({ min: unknownId, max: Number.MAX_SAFE_INTEGER });
  await fc.assert(
    fc.asyncProperty(id, async (other) => {
      const text = JSON.stringify(input).replaceAll(String(unknownId), String(other));
      const result = await ask(name, JSON.parse(text));
      if (!result.ok) expectRefused(result);
      else expect(calls[name].output.safeParse(result.value).success).toBe(true);
    }),
    { numRuns: 20 },
  );
  expect(library()).toEqual(before);
});

test('a call that does not exist, or is another process’s, is refused', async () => {
  for (const name of ['no.such.call', '__proto__', 'constructor', 'toString', '', 'account.get', 'app.about'])
    expect(await ask(name, undefined)).toMatchObject({ ok: false, error: { code: 'unknown_call' } });
});

test('paths that no system takes are refused, and relative ones are not taken for places', async () => {
  const before = library();
  await mkdir(join(ground, 'folder'), { recursive: true });
  await writeFile(join(ground, 'file'), '');
  const bad = [
    '\0',
    `${ground}\0/folder`,
    join(ground, 'file'),
    `${ground}/${'x'.repeat(5_000)}`,
    '.',
    '..',
    'main',
    '~',
    'C:',
    `${ground}/missing`,
  ];
  for (const path of bad) {
    expectRefused(await ask('folders.add', { path, target: { kind: 'personal' }, rules: {} }));
    expectRefused(await ask('folders.survey', { path }));
    const dropped = await ask('drop.add', { paths: [path], target: { kind: 'known', albumId: unknownId } });
    if (dropped.ok) expect(dropped.value).toMatchObject({ files: 0 });
    else expectRefused(dropped);
  }
  expect(library()).toEqual(before);
});

test('a search for anything finds or does not find, and never fails', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (search) => {
      const filter = { shown: null, search, folderId: null };
      expect((await ask('photos.page', { ...filter, after: null, limit: 10 })).ok).toBe(true);
      expect((await ask('photos.days', filter)).ok).toBe(true);
    }),
    { numRuns: 200 },
  );
});
