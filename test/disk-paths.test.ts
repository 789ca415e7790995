// A photo's path is a text form of bytes: every call of node:fs with one goes through disk-paths.ts (imaging:
// on-disk.ts).
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
/** These touch only files that this program made itself, or the system's own. */
const ownFilesOnly = [
  'main/engine/queries/shown-pictures.ts',
  'main/engine/limits-file.ts',
  'main/engine/pipeline/converted-copy.ts',
  'main/engine/moving/export-library.ts',
  'main/engine/moving/import-library.ts',
  'main/engine/pipeline/copies-there.ts',
  'main/engine/sending/publishing-turn.ts',
  'main/engine/watch/budget.ts',
  'main/engine/matching/fingerprint-source.ts',
  'main/engine/background/sweep-at-start.ts',
  'main/engine/background/sweep-copies.ts',
  'main/engine/background/sweep-folder-previews.ts',
  'main/imaging/thumbnails.ts',
];
const translators = /from '[^']*\/(?:disk-paths|on-disk)\.ts'/u;
const asksTheDisk = /^import (?!type)[^;]*from 'node:fs(?:\/promises)?';/mu;

const sources = ['main/engine', 'main/imaging']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .map((file) => relative('.', file).replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|\/testing\/|\/db\//u.test(file));

test('every module that asks the disk about photos translates their paths', () => {
  const beside = sources.filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return asksTheDisk.test(text) && !translators.test(text) && !file.endsWith('/disk-paths.ts');
  });
  expect(beside.sort()).toEqual([...ownFilesOnly].sort());
});
