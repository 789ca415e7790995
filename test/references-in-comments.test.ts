// Keeps comments honest: a file that a comment names is there, and a note that it refers to stands somewhere.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '');
const sources = tracked.filter((path) => /\.(?:ts|tsx|css|cjs)$/u.test(path));

/** Files that comments name and that are not of this repository: people's, other programs', or made at run time. */
const elsewhere = new Set([
  'resources/app/main.cjs',
  'out/main/imaging.cjs',
  'no-such-module.ts',
  'db/no-such-table.ts',
]);

/** The comments of a source, line by line; strings that look like comments do no harm here. */
function commentsOf(text: string): string[] {
  const blocks = [...text.matchAll(/\/\*[^]*?\*\//gu)].map(([block]) => block);
  const lines = [...text.matchAll(/(?:^|\s)\/\/ ?(.*)$/gmu)].map(([, line]) => line ?? '');
  return [...blocks.flatMap((block) => block.split('\n')), ...lines];
}

/** Words that name a file of a kind that we write. */
function filesNamedIn(comment: string): string[] {
  return [...comment.matchAll(/[\w./*-]*\w\.(?:tsx?|css|md|cjs|yml)\b(?![\w/-])/gu)].map(([name]) => name);
}

function isThere(name: string): boolean {
  const path = name.replace(/^(?:\.{1,2}\/)+/u, '');
  if (path.includes('*')) return true;
  return tracked.some((file) => file === path || file.endsWith(`/${path}`));
}

/** Notes in a text: «see [Note: x]» refers to one, any other «[Note: x]» begins it. */
const notesIn = (text: string): { note: string; isReference: boolean }[] =>
  [...text.matchAll(/(see )?\[Note: ([\w' ]+)\]/giu)].map(([, see, note = '']) => ({
    note,
    isReference: see !== undefined,
  }));

test('every file that a comment names is there', () => {
  const gone = sources.flatMap((source) =>
    commentsOf(readFileSync(join(root, source), 'utf8'))
      .flatMap(filesNamedIn)
      .filter((name) => !elsewhere.has(name) && !isThere(name))
      .map((name) => `${source}: ${name}`),
  );
  expect(gone).toEqual([]);
});

test('every note that is referred to is written somewhere', () => {
  const notes = [...sources, ...tracked.filter((path) => path.endsWith('.md'))].flatMap((source) =>
    notesIn(readFileSync(join(root, source), 'utf8')),
  );
  const written = new Set(notes.filter(({ isReference }) => !isReference).map(({ note }) => note));
  const references = notes.filter(({ isReference }) => isReference).map(({ note }) => note);
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter((note) => !written.has(note))).toEqual([]);
});

test('comments stay within 120 columns, as the formatter keeps code', () => {
  const wide = sources
    .filter((source) => /\.tsx?$/u.test(source) && !/\/migrations\//u.test(source))
    .flatMap((source) =>
      readFileSync(join(root, source), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          /^\s*(?:\/\/|\*|\/\*) /u.test(line) && [...line].length > 120 ? [`${source}:${index + 1}`] : [],
        ),
    );
  expect(wide).toEqual([]);
});

test('what is gone is found', () => {
  const [comment = ''] = commentsOf('const a = 1; // see no-such-module.ts and db/no-such-table.ts');
  expect(filesNamedIn(comment).filter((name) => !isThere(name))).toEqual(['no-such-module.ts', 'db/no-such-table.ts']);
  expect(isThere('main/engine/engine.ts')).toBe(true);
  expect(isThere('./engine.ts')).toBe(true);
});
