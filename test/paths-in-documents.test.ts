// Keeps the documents honest about where things are: a path that one of them names is there. Reads no meaning.
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const documents = [
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
/** Where a path of ours begins. Folders of the engine and of the app are named without what they lie in, too. */
const inner = ['main/engine', 'main/app', 'main'].flatMap((folder) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  ),
);
const ours = new RegExp(
  `^(?:main|renderer|shared|build|test|docs)/|^(?:${inner.join('|')})/[^\\s]*[.*{]|^\\.\\.?/`,
  'u',
);

/** `a/{b,c}-*.ts` means `a/b-*.ts` and `a/c-*.ts`. */
function meant(path: string): string[] {
  const choice = /\{([^{}]*)\}/u.exec(path);
  if (choice === null) return [path];
  const [whole, words = ''] = choice;
  return words.split(',').flatMap((word) => meant(path.replace(whole, word)));
}

/** What stands between backticks, and where links lead. */
function pathsIn(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8').replaceAll(/^```.*?^```/gmsu, '');
  const spans = [...text.matchAll(/`([^`\n]+)`|\]\(([^)\s]+)\)/gu)].map(([, code, link]) => ({
    text: code ?? link ?? '',
    isLink: code === undefined,
  }));
  return spans.flatMap(({ text, isLink }) => {
    const words = isLink ? [text.replace(/#.*/u, '')] : text.split(/[\s()]+|,(?![^{]*\})/u);
    const paths = words.filter((word) => isLink || ours.test(word)).filter((word) => /^[\w./{},*-]+$/u.test(word));
    return paths.flatMap(meant).map((path) => (isLink ? join(document, '..', path) : path));
  });
}

/** Without an ending it may be how the names of several files begin, as vitest takes it. */
const isThere = (path: string): boolean =>
  ['', 'main/', 'main/engine/', 'main/app/'].some(
    (room) => globSync([room + path, `${room}${path}*.ts`], { cwd: root }).length > 0,
  );

test.each(documents)('every path that %s names is there', (document) => {
  expect(pathsIn(document).filter((path) => !isThere(path))).toEqual([]);
});

/** GitHub's name of a heading: lower case, without punctuation, spaces as hyphens. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/gu, '-');

test.each(documents)('every heading that %s links to is there', (document) => {
  const links = [...readFileSync(join(root, document), 'utf8').matchAll(/\]\(([^)\s#:]*)#([^)\s]+)\)/gu)];
  const gone = links.filter(([, path = '', anchor = '']) => {
    const target = path === '' ? document : join(document, '..', path);
    const headings = [...readFileSync(join(root, target), 'utf8').matchAll(/^#+ (.+)$/gmu)];
    return !headings.some(([, heading = '']) => anchorOf(heading) === anchor);
  });
  expect(gone.map(([link]) => link)).toEqual([]);
});

test('a path that is gone is found', () => {
  expect(isThere('main/engine/no-such-room.ts')).toBe(false);
  expect(pathsIn('ARCHITECTURE.md')).toContain('main/engine/engine.ts');
  expect(pathsIn('ARCHITECTURE.md')).toContain('main/engine/db/unopened.ts');
});
