// Shows that the linter, with the project's own configuration, refuses every forbidden import and lets the needed ones pass.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve as resolvePath } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const root = resolvePath(import.meta.dirname, '..');

const Report = z.object({
  number_of_files: z.number(),
  diagnostics: z.array(
    z.object({
      code: z.string(),
      filename: z.string(),
      labels: z.array(z.object({ span: z.object({ line: z.number() }) })),
    }),
  ),
});

const forbidden: readonly [file: string, code: string][] = [
  ['renderer/screens/photos.tsx', `import '../../main/engine/engine.ts'`],
  ['renderer/screens/photos.tsx', `import type { A } from '../../main/ipc/serve.ts'`],
  ['renderer/bridge.ts', `import 'electron'`],
  ['renderer/bridge.ts', `import 'node:fs'`],
  ['shared/limits.ts', `import '../main/engine/ports.ts'`],
  ['shared/locales/ru.ts', `import '../../renderer/app.tsx'`],
  ['shared/limits.ts', `import 'node:path'`],
  ['shared/limits.ts', `import 'undici'`],
  ['main/app/tray/tray.ts', `import { start } from './engine/engine.ts'`],
  ['main/app/tray/tray.ts', `import type { A } from './imaging/inspect.ts'`],
  ['main/app/processes/processes.ts', `import '../emulator/server.ts'`],
  ['main/app/tray/tray.ts', `import '../renderer/app.tsx'`],
  ['main/app/tray/tray.ts', `import 'better-sqlite3'`],
  ['main/app/tray/tray.ts', `import { ipcMain } from 'electron'`],
  ['main/app/tray/tray.ts', `import * as everything from 'electron'`],
  ['main/engine/pipeline/scheduler.ts', `import 'electron'`],
  ['main/engine/pipeline/scheduler.ts', `await import('electron')`],
  ['main/engine/pipeline/scheduler.ts', `require('electron')`],
  ['main/engine/pipeline/scheduler.ts', `type A = import('electron').App; export type { A }`],
  ['main/engine/pipeline/scheduler.ts', `import 'sharp'`],
  ['main/engine/pipeline/scheduler.ts', `import 'better-sqlite3'`],
  ['main/engine/pipeline/scheduler.ts', `import 'chokidar'`],
  ['main/engine/pipeline/scheduler.ts', `import 'react'`],
  ['main/engine/pipeline/scheduler.ts', `import '../imaging/inspect.ts'`],
  ['main/engine/pipeline/scheduler.ts', `import '../window.ts'`],
  ['main/engine/pipeline/scheduler.ts', `import './testing/fake-clock.ts'`],
  ['main/engine/pipeline/scheduler.test.ts', `import 'electron'`],
  ['main/ok/api-calls.ts', `export * from '../../emulator/server.ts'`],
  ['main/engine/steps/inspect.ts', `import '../db/files.ts'`],
  ['main/engine/steps/inspect.ts', `import type { Row } from '../db/files.ts'`],
  ['main/engine/steps/inspect.ts', `import 'chokidar'`],
  ['main/imaging/inspect.ts', `import '../engine/ports.ts'`],
  ['main/imaging/inspect.ts', `import 'electron'`],
  ['main/cli/entry.ts', `import '../emulator/server.ts'`],
  ['main/cli/entry.ts', `import 'electron'`],
  ['main/cli/entry.ts', `import 'sharp'`],
  ['main/emulator/server.ts', `import '../../shared/limits.ts'`],
  ['main/emulator/image-check/jpeg.ts', `import type { Limits } from '../../../shared/limits.ts'`],
  ['main/emulator/server.ts', `import '../engine/remote/sign.ts'`],
  ['main/emulator/server.ts', `import 'electron'`],
];

const allowed: readonly [file: string, code: string][] = [
  ['renderer/screens/photos.tsx', `import '../../shared/library.ts'; import 'react'; import './photos.module.css'`],
  ['shared/limits.ts', `import 'zod'; import './errors.ts'`],
  ['main/app/tray/tray.ts', `import { app } from 'electron'; import '../shared/ipc.ts'; import './window.ts'`],
  ['main/app/ipc/handlers.ts', `import type { Engine } from '../engine/engine.ts'; export type { Engine }`],
  ['main/app/ipc/serve.ts', `import { ipcMain } from 'electron'`],
  [
    'main/engine/pipeline/scheduler.ts',
    `import './steps/upload.ts'; import './db/files.ts'; import '../../shared/limits.ts'`,
  ],
  ['main/engine/pipeline/scheduler.test.ts', `import '../emulator/server.ts'; import './testing/fake-clock.ts'`],
  ['main/engine/db/open.ts', `import 'better-sqlite3'; import '../../../shared/limits.ts'; import 'node:fs'`],
  ['main/engine/watch/chokidar-watch.ts', `import 'chokidar'; import '../ports.ts'`],
  ['main/imaging/inspect.ts', `import 'sharp'; import '../../shared/facts.ts'`],
  ['main/cli/entry.ts', `import '../engine/engine.ts'; import 'commander'`],
  ['main/emulator/server.ts', `import 'fastify'; import './judge/judge.ts'; import 'node:http'`],
  ['test/bench/main.ts', `import 'sharp'; import '../../main/engine/engine.ts'`],
];

let refused: Set<string>;

beforeAll(async () => {
  refused = await refusedLines([...forbidden, ...allowed]);
});

test.each(forbidden)('in %s the linter refuses: %s', (file, code) => {
  expect(refused.has(`${file}: ${code};`)).toBe(true);
});

test.each(allowed)('in %s the linter lets pass: %s', (file, code) => {
  expect(refused.has(`${file}: ${code};`)).toBe(false);
});

test('no import in the present sources is hidden from the linter by a comment', async () => {
  const { stdout } = await run('git', ['grep', '-lE', 'oxlint-disable.*(rooms|no-restricted-imports)'], root);
  expect(stdout.split('\n').filter((file) => file && !file.endsWith('import-rules.test.ts'))).toEqual([]);
});

/** Writes a house of these lines, one case a line, and returns «file: line» for each line that the import rules refuse. */
async function refusedLines(cases: readonly (readonly [file: string, code: string])[]): Promise<Set<string>> {
  const house = await mkdtemp(join(tmpdir(), 'import-rules-'));
  try {
    const lines = new Map<string, string[]>();
    for (const [file, code] of cases) lines.set(file, [...(lines.get(file) ?? []), `${code};`]);
    for (const [file, content] of lines) {
      await mkdir(dirname(join(house, file)), { recursive: true });
      await writeFile(join(house, file), `${content.join('\n')}\n`);
    }
    const config = JSON.parse(await readFile(join(root, '.oxlintrc.json'), 'utf8')) as Record<string, unknown>;
    config['jsPlugins'] = [join(root, 'build', 'oxlint-rooms.ts')];
    await writeFile(join(house, '.oxlintrc.json'), JSON.stringify(config));

    const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const { code, stdout } = await run(process.execPath, [oxlint, '--format', 'json'], house);
    const report = Report.parse(JSON.parse(stdout));
    expect(code).toBe(1);
    expect(report.number_of_files).toBe(lines.size);
    return new Set(
      report.diagnostics
        .filter(({ code: rule }) => rule === 'rooms(imports)' || rule === 'eslint(no-restricted-imports)')
        .map(({ filename, labels }) => {
          const file = filename.replaceAll('\\', '/');
          return `${file}: ${lines.get(file)?.[(labels[0]?.span.line ?? 0) - 1]}`;
        }),
    );
  } finally {
    await rm(house, { recursive: true, force: true });
  }
}

function run(program: string, args: string[], cwd: string): Promise<{ code: number; stdout: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd, maxBuffer: 16_000_000 }, (error, stdout) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout });
    });
  });
}
