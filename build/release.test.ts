// What the release workflow and the packing promise, as far as their texts can tell: nothing is built here.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const workflow = read('.github', 'workflows', 'release.yml');

test('each system is given its own certificate and never that of another', () => {
  const used = [...workflow.matchAll(/(runner\.os == '(\w+)' && )?secrets\.(\w+)/gu)];
  expect(used.length).toBeGreaterThan(0);
  for (const [, , system, secret = ''] of used) {
    expect([secret, system]).toEqual([secret, secret.startsWith('WINDOWS_') ? 'Windows' : 'macOS']);
  }
});

test('every variable that makes a build for an application reaches the release', () => {
  const wanted = [...read('electron.vite.config.ts').matchAll(/process\.env\['(OK_APPLICATION_\w+)'\]/gu)];
  expect(wanted).toHaveLength(3);
  for (const [, name] of wanted) expect(workflow).toContain(`${name}: \${{ vars.${name} }}`);
});

test('the deb gets the maintainer and the home page without which it is not made', () => {
  const said = `${workflow}\n${read('package.json')}`;
  expect(said).toMatch(/"-c\.linux\.maintainer=[^"]+ <[^"]+>"/u);
  expect(said).toMatch(/-c\.extraMetadata\.homepage=/u);
});

test('one draft is there before the systems publish into it', () => {
  expect(workflow).toMatch(/\n {2}installers:\n {4}needs: draft\n/u);
});

test('the menu entry of the AppImage does not switch the sandbox off', () => {
  // Left out, electron-builder writes --no-sandbox there.
  expect(read('electron-builder.yml')).toMatch(/\nappImage:\n(?: {2}#.*\n)* {2}executableArgs: \[\]\n/u);
});
