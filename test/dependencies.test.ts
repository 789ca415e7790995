// Keeps docs/dependencies.md honest: a line for every package, and no line for one that left.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');
const versions = z.record(z.string(), z.string());
const Manifest = z.object({ dependencies: versions, devDependencies: versions });

const manifest = Manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
const document = await readFile(join(root, 'docs', 'dependencies.md'), 'utf8');

test('every package has its reason in docs/dependencies.md, and every reason its package', () => {
  const explained = document
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/gu)].map((match) => match[1]));
  const present = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).map((name) =>
    name.startsWith('@types/') ? '@types/*' : name,
  );
  expect(new Set(explained)).toEqual(new Set(present));
});

test('versions are exact', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/u.test(version),
  );
  expect(loose).toEqual([]);
});

test('what the packed app requires at run time can be required: packages that are ES modules only are bundled', async () => {
  const unrequirable: string[] = [];
  for (const name of Object.keys(manifest.dependencies)) {
    const own = JSON.parse(await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
      type?: string;
      exports?: unknown;
    };
    if (own.type === 'module' && !JSON.stringify(own.exports ?? '').includes('"require"')) unrequirable.push(name);
  }
  expect(unrequirable).toEqual([]);
});
