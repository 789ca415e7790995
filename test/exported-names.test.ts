// One word for one thing: a name that a product module exports stands for one thing in the whole product.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => /^(?:main|renderer|shared|build)\/.*\.tsx?$/u.test(path))
  .filter((path) => !/\.test\.tsx?$|\/testing\/|\/stories\//u.test(path));

/**
 * Modules that are read by their place and not by their names: each language has the same texts, each migration its
 * SQL.
 */
const alike = /^(?:shared|main\/cli)\/locales\/|^main\/engine\/db\/migrations\//u;

/** Names that may stand twice, each with its reason. */
const exceptions = new Map<string, string>();

function exportedNames(source: string): string[] {
  const declarations =
    /^export (?:declare )?(?:async )?(?:abstract )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gmu;
  return [...new Set([...source.matchAll(declarations)].map(([, name]) => name ?? ''))];
}

function standingTwice(files: readonly { path: string; text: string }[]): Map<string, string[]> {
  const where = new Map<string, string[]>();
  for (const { path, text } of files) {
    if (alike.test(path)) continue;
    for (const name of exportedNames(text)) where.set(name, [...(where.get(name) ?? []), path]);
  }
  return new Map([...where].filter(([, paths]) => paths.length > 1));
}

const files = sources.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

test('an exported name stands once in the product', () => {
  const twice = [...standingTwice(files)].filter(([name]) => !exceptions.has(name));
  expect(Object.fromEntries(twice)).toEqual({});
});

test('every exception is still needed', () => {
  const twice = standingTwice(files);
  expect([...exceptions.keys()].filter((name) => !twice.has(name))).toEqual([]);
});

test('a name that two modules export is found', () => {
  const text = 'export interface Outcome {}\nexport const outcomeOf = 1;\n';
  const found = standingTwice([
    { path: 'main/a.ts', text },
    { path: 'main/b.ts', text },
    { path: 'shared/locales/en/a.ts', text },
  ]);
  expect([...found.keys()]).toEqual(['Outcome', 'outcomeOf']);
});
