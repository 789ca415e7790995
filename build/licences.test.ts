// Which packages the file of licences names, and from which files.
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder, writeLicences } from './licences.ts';
import { root } from './run.ts';

test('a bundled file leads to its package, an own file to none', () => {
  const at = (...parts: string[]) => parts.join(sep);
  expect(packageFolder('/x/node_modules/react/cjs/react.js')).toBe(at('', 'x', 'node_modules', 'react'));
  expect(packageFolder('/x/node_modules/@base-ui/react/a.js')).toBe(at('', 'x', 'node_modules', '@base-ui', 'react'));
  expect(packageFolder('/x/node_modules/a/node_modules/b/c.js')).toBe(
    at('', 'x', 'node_modules', 'a', 'node_modules', 'b'),
  );
  expect(packageFolder('/x/main/index.ts')).toBeNull();
});

test('what is required at run time and what is bundled is named with its licence and its text', () => {
  const count = writeLicences(root, [join(root, 'node_modules', 'react', 'index.js'), join(root, 'main', 'index.ts')]);
  const text = readFileSync(join(root, 'out', 'licences.txt'), 'utf8');
  expect(count).toBeGreaterThan(20);
  for (const name of [
    'better-sqlite3',
    'sharp',
    '@img/sharp-wasm32',
    'libheif-js',
    'undici',
    'electron-updater',
    'react',
  ])
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\nLicence: \\S+`, 'mu'));
  expect(text).toContain('LGPL');
  // Transitive ones too.
  expect(text).toMatch(/^builder-util-runtime \d/mu);
  expect(text).not.toMatch(/^vitest \d/mu);
});
