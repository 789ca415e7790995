// What `npm test` says of tests that fail once: tried again only on a shared machine, and listed there; a lost or
// doubled photo is never tried again. With the real programs, on tests made for the purpose.
import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nothingDoubled } from '../main/engine/testing/promise-broken.ts';
import { root, toolScript } from './run.ts';
import { readUnitReport, readWindowReport } from './test-reports.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reports-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The environment of this test says that it is one: the programs must not see that. */
function environment(more: Record<string, string>): Record<string, string | undefined> {
  const own = /^(?:CI|VITEST.*|TEST|NODE_ENV|OK_PHOTO_SYNC_DISPLAYS)$/u;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))), ...more };
}

function runNode(args: readonly string[], more: Record<string, string>): Promise<void> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder, env: environment(more) }, () => resolve());
  });
}

async function unitTests(more: Record<string, string>) {
  const report = join(folder, 'unit.json');
  const options = ['--root', folder, '--config', join(root, 'vitest.config.ts'), '--reporter=json'];
  await runNode([toolScript('vitest'), 'run', ...options, `--outputFile.json=${report}`], more);
  return readUnitReport(await readFile(report, 'utf8'), folder);
}

const doubled = { summary: { idsCommittedTwice: 1, contentsTwiceInAlbum: 0 } } as Parameters<typeof nothingDoubled>[0];
function messageOfDoubled(): string {
  try {
    nothingDoubled(doubled);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

async function writeUnitTests(): Promise<void> {
  await mkdir(join(folder, 'test'));
  await writeFile(
    join(folder, 'test', 'some.test.ts'),
    `import { afterEach, expect, test } from 'vitest';
    const tries = { slow: 0, doubled: 0, body: 0 };
    let after = '';
    afterEach(() => { const message = after; after = ''; if (message) throw new Error(message); });
    test('good', () => {});
    test('slow', () => expect(++tries.slow).toBe(2));
    test('doubled', () => { if (++tries.doubled === 1) throw new Error(${JSON.stringify(messageOfDoubled())}); });
    test('doubled, and something else before', () => {
      if (++tries.body === 1) { after = ${JSON.stringify(messageOfDoubled())}; throw new Error('late'); }
    });`,
  );
}

test('on a shared machine a unit test is tried again and listed; a lost or doubled photo is not', async () => {
  await writeUnitTests();
  expect(await unitTests({ CI: '1' })).toEqual({
    passed: 2,
    failed: 2,
    flaky: [`${join('test', 'some.test.ts')} › slow`],
  });
});

test('at a desk every failure counts at once', async () => {
  await writeUnitTests();
  expect(await unitTests({})).toEqual({ passed: 1, failed: 3, flaky: [] });
});

test('window tests that passed at the second try are listed, too, but for a lost or doubled photo', async () => {
  await writeFile(join(folder, 'playwright.config.ts'), `export default { testDir: '.', retries: 1 };`);
  await writeFile(
    join(folder, 'some.spec.ts'),
    `import { expect, test } from '@playwright/test';
    test('good', () => {});
    test.describe('inside', () => { test('slow', ({}, info) => expect(info.retry).toBe(1)); });
    test('doubled', ({}, info) => { if (info.retry === 0) throw new Error(${JSON.stringify(messageOfDoubled())}); });
    test('bad', () => expect(1).toBe(2));`,
  );
  const report = join(folder, 'windows.json');
  await runNode([toolScript('playwright'), 'test', '--reporter=json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  expect(readWindowReport(await readFile(report, 'utf8'))).toEqual({
    passed: 2,
    failed: 2,
    flaky: ['some.spec.ts › slow'],
  });
});
