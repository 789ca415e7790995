// Shows that the linter, with the project's own configuration, refuses every forbidden import and lets the needed ones
// pass.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve as resolvePath } from 'node:path';
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

/** A case: in `file`, this line. */
type Case = readonly [file: string, code: string];

/** `file` imports `target`, both from the root. */
const from = (file: string, target: string): Case => [file, `import '${relativePath(file, target)}'`];
let names = 0;
/** Each with a name of its own: the lines of one file are linted together. */
const typesFrom = (file: string, target: string): Case => [
  file,
  `import type { A as A${(names += 1)} } from '${relativePath(file, target)}'`,
];
function relativePath(file: string, target: string): string {
  const path = posix.relative(posix.dirname(file), target);
  return path.startsWith('.') ? path : `./${path}`;
}

/**
 * Of the engine's folders, from the bottom up, what each must never import: not even as a type, unless said otherwise.
 */
const forbiddenInEngine: readonly [layer: string, targets: readonly string[]][] = [
  ['ports.ts', ['disk/walk.ts', 'db/files.ts', 'engine.ts']],
  ['disk/walk.ts', ['db/files.ts', 'watch/store.ts', 'pipeline/outcome.ts', 'engine.ts']],
  ['db/files.ts', ['sending/retry-policy.ts', 'pipeline/scheduler.ts', 'sql-queries/problems.ts', 'engine.ts']],
  ['imaging/pool.ts', ['db/files.ts', 'pipeline/inspect-step.ts']],
  ['sending/pause.ts', ['pipeline/outcome.ts', 'report/round.ts', 'disk/walk.ts', 'commands/pause.ts']],
  ['matching/similarity.ts', ['pipeline/outcome.ts', 'albums/find-restored-album.ts', 'sending/retry-policy.ts']],
  ['albums/find-restored-album.ts', ['pipeline/album-step.ts', 'sending/retry-policy.ts']],
  ['report/status.ts', ['pipeline/convert-step.ts', 'background/background.ts', 'watch/live.ts']],
  ['pipeline/scheduler.ts', ['watch/folder-watcher.ts', 'background/background.ts', 'queries/photos.ts', 'engine.ts']],
  ['watch/live.ts', ['pipeline/scheduler.ts', 'sending/account-gate.ts', 'commands/folders.ts']],
  ['background/background.ts', ['pipeline/context.ts', 'open-data.ts']],
  ['background/full-decode.ts', ['pipeline/inspect-step.ts', 'watch/live.ts', 'commands/folders.ts']],
  ['queries/photos.ts', ['commands/photos.ts', 'pipeline/scheduler.ts', 'sending/pause.ts', 'background/recheck.ts']],
  ['commands/photos.ts', ['pipeline/upload-step.ts', 'engine.ts']],
];
/** Layers of the engine of which another one may have the types, and no more. */
const typesOnlyInEngine: readonly [layer: string, target: string][] = [
  ['db/files.ts', 'disk/file-stat.ts'],
  ['pipeline/upload-step.ts', 'report/event-throttle.ts'],
  ['background/full-decode.ts', 'sending/idle.ts'],
  ['commands/folders.ts', 'background/folder-jobs.ts'],
];

/** Of the main process's folders, what each must never import, not even as a type. */
const forbiddenInApp: readonly [folder: string, targets: readonly string[]][] = [
  ['log/log.ts', ['settings/settings.ts', 'window/main-window.ts']],
  ['start/paths.ts', ['log/log.ts', 'settings/settings.ts']],
  ['settings/settings.ts', ['account/connected-account.ts', 'window/main-window.ts']],
  ['system/proxy.ts', ['settings/settings.ts', 'account/connected-account.ts']],
  ['security/lockdown.ts', ['ipc/serve.ts', 'window/main-window.ts']],
  ['processes/processes.ts', ['account/connected-account.ts', 'ipc/serve.ts']],
  ['window/main-window.ts', ['ipc/serve.ts', 'tray/tray-menu.ts', 'desktop.ts']],
  ['menu/menu.ts', ['tray/tray-menu.ts', 'ipc/serve.ts']],
  ['notifications/notifications.ts', ['window/main-window.ts', 'tray/tray-menu.ts']],
  ['tray/tray-menu.ts', ['window/main-window.ts', 'notifications/notifications.ts', 'desktop.ts']],
  ['account/connected-account.ts', ['ipc/serve.ts', 'window/main-window.ts']],
  ['ipc/serve.ts', ['tray/tray-menu.ts', 'desktop.ts', 'index.ts']],
];

/** Of the window's layers, from the bottom up. */
const forbiddenInWindow: readonly [file: string, targets: readonly string[]][] = [
  ['bridge.ts', ['engine/engine-store.ts', 'i18n/i18n.ts']],
  ['route.tsx', ['components/icon.tsx', 'app.tsx']],
  ['i18n/i18n.ts', ['components/icon.tsx', 'engine/engine-store.ts']],
  ['components/icon.tsx', ['engine/engine-store.ts', 'features/photo/where.tsx', 'screens/photos/photos.tsx']],
  ['engine/engine-store.ts', ['features/photo/where.tsx', 'screens/photos/photos.tsx']],
  ['features/photo/where.tsx', ['features/drop/drop-area.tsx', 'screens/photos/photos.tsx', 'app.tsx']],
  ['features/folder/add-folder.tsx', ['features/photo/where.tsx', 'features/explain/explain.tsx']],
  ['features/explain/explain.tsx', ['features/drop/drop-area.tsx', 'screens/overview/overview.tsx']],
  ['features/drop/drop-area.tsx', ['features/photo/where.tsx', 'screens/overview/overview.tsx']],
  ['screens/photos/photos.tsx', ['screens/overview/overview.tsx', 'screens/problems/problems.tsx', 'app.tsx']],
  ['screens/overview/overview.tsx', ['screens/photos/photos.tsx', 'screens/folders/folders.tsx']],
  ['screens/onboarding/first-start.tsx', ['screens/settings/settings.tsx', 'screens/folders/folders.tsx']],
  ['screens/settings/settings.tsx', ['screens/account/no-account.tsx']],
];

/** Each of `targets`, as a value and as a type. */
const neither = (folder: string, cases: readonly [file: string, targets: readonly string[]][]): Case[] =>
  cases.flatMap(([file, targets]) =>
    targets.flatMap((target) => [
      from(`${folder}/${file}`, `${folder}/${target}`),
      typesFrom(`${folder}/${file}`, `${folder}/${target}`),
    ]),
  );

const forbidden: readonly Case[] = [
  // Between the rooms of the product.
  from('renderer/screens/photos.tsx', 'main/engine/engine.ts'),
  typesFrom('renderer/screens/photos.tsx', 'main/app/ipc/serve.ts'),
  from('shared/limits.ts', 'main/engine/ports.ts'),
  from('shared/locales/ru.ts', 'renderer/app.tsx'),
  from('main/app/tray/tray-icon.ts', 'main/engine/engine.ts'),
  typesFrom('main/app/tray/tray-icon.ts', 'main/imaging/inspect.ts'),
  from('main/app/processes/processes.ts', 'main/emulator/server.ts'),
  from('main/app/tray/tray-icon.ts', 'main/cli/entry.ts'),
  from('main/app/tray/tray-icon.ts', 'renderer/app.tsx'),
  from('main/engine/engine.ts', 'main/imaging/inspect.ts'),
  typesFrom('main/engine/engine.ts', 'main/app/window/window.ts'),
  from('main/ok/client.ts', 'main/emulator/server.ts'),
  typesFrom('main/ok/sign.ts', 'main/engine/ports.ts'),
  from('main/imaging/inspect.ts', 'main/engine/ports.ts'),
  from('main/imaging/inspect.ts', 'main/ok/client.ts'),
  from('main/cli/entry.ts', 'main/emulator/server.ts'),
  from('main/cli/entry.ts', 'main/app/log/log.ts'),
  from('main/account/sign-in.ts', 'main/engine/db/files.ts'),
  typesFrom('main/account/sign-in.ts', 'main/app/settings/app-locale.ts'),
  from('main/account/sign-in.ts', 'main/cli/entry.ts'),
  from('main/ok/client.ts', 'main/account/answer.ts'),
  from('main/engine/engine.ts', 'main/account/answer.ts'),
  from('main/emulator/server.ts', 'shared/limits.ts'),
  typesFrom('main/emulator/image-check/jpeg.ts', 'shared/limits.ts'),
  from('main/emulator/server.ts', 'main/ok/sign.ts'),
  from('main/engine/engine.ts', 'main/engine/testing/fake-clock.ts'),
  [`main/ok/client.ts`, `export * from '../emulator/server.ts'`],
  // Inside the engine.
  ...neither('main/engine', forbiddenInEngine),
  ...typesOnlyInEngine.map(([layer, target]) => from(`main/engine/${layer}`, `main/engine/${target}`)),
  from('main/engine/disk/walk.ts', 'main/ok/client.ts'),
  from('main/engine/db/files.ts', 'main/ok/client.ts'),
  from('main/engine/watch/live.ts', 'main/ok/client.ts'),
  from('main/engine/queries/photos.ts', 'main/ok/client.ts'),
  // Inside the main process and the window.
  ...neither('main/app', forbiddenInApp),
  ...neither('renderer', forbiddenInWindow),
  from('main/app/menu/menu.ts', 'main/app/settings/settings.ts'),
  from('main/app/account/connected-account.ts', 'main/app/processes/processes.ts'),
  // Packages.
  ['renderer/bridge.ts', `import 'electron'`],
  ['renderer/bridge.ts', `import 'node:fs'`],
  ['shared/limits.ts', `import 'node:path'`],
  ['shared/limits.ts', `import 'undici'`],
  ['main/app/tray/tray-icon.ts', `import 'better-sqlite3'`],
  ['main/app/tray/tray-icon.ts', `import { ipcMain } from 'electron'`],
  ['main/app/tray/tray-icon.ts', `import * as everything from 'electron'`],
  ['main/engine/engine.ts', `import 'electron'`],
  ['main/engine/engine.ts', `await import('electron')`],
  ['main/engine/engine.ts', `require('electron')`],
  ['main/engine/engine.ts', `type A = import('electron').App; export type { A }`],
  ['main/engine/engine.ts', `import 'sharp'`],
  ['main/engine/engine.ts', `import 'better-sqlite3'`],
  ['main/engine/engine.ts', `import 'react'`],
  ['main/engine/disk/walk.ts', `import 'chokidar'`],
  ['main/engine/watch/live.ts', `import 'chokidar'`],
  ['main/engine/engine.test.ts', `import 'electron'`],
  ['main/ok/client.ts', `import 'electron'`],
  ['main/imaging/inspect.ts', `import 'electron'`],
  ['main/account/sign-in.ts', `import 'electron'`],
  ['main/cli/entry.ts', `import 'electron'`],
  ['main/cli/entry.ts', `import 'sharp'`],
  ['main/emulator/server.ts', `import 'electron'`],
];

const allowed: readonly Case[] = [
  from('renderer/screens/photos.tsx', 'shared/library/photo.ts'),
  ['renderer/screens/photos.tsx', `import 'react'; import './photos.module.css'`],
  ['shared/limits.ts', `import 'zod'; import './errors.ts'`],
  ['main/app/tray/tray-icon.ts', `import { app } from 'electron'; import '../log/log.ts'`],
  from('main/app/tray/tray-icon.ts', 'shared/ipc.ts'),
  from('main/account/fetch-user.ts', 'main/ok/client.ts'),
  from('main/account/fetch-user.ts', 'main/engine/system-clock.ts'),
  from('main/app/account/connected-account.ts', 'main/account/answer.ts'),
  from('main/cli/commands/login.ts', 'main/account/answer.ts'),
  typesFrom('main/app/ipc/main-handlers.ts', 'main/engine/engine.ts'),
  ['main/app/ipc/serve.ts', `import { ipcMain } from 'electron'`],
  ...typesOnlyInEngine.map(([layer, target]) => typesFrom(`main/engine/${layer}`, `main/engine/${target}`)),
  from('main/engine/disk/walk.ts', 'main/engine/ports.ts'),
  from('main/engine/matching/similarity.ts', 'main/engine/db/files.ts'),
  from('main/engine/sending/account-gate.ts', 'main/ok/client.ts'),
  from('main/engine/pipeline/upload-step.ts', 'main/engine/sending/retry-policy.ts'),
  from('main/engine/pipeline/upload-step.ts', 'main/engine/db/files.ts'),
  from('main/engine/commands/photos.ts', 'main/engine/queries/photos.ts'),
  from('main/engine/engine.ts', 'main/engine/pipeline/scheduler.ts'),
  from('main/engine/engine.test.ts', 'main/emulator/server.ts'),
  from('main/engine/engine.test.ts', 'main/engine/testing/fake-clock.ts'),
  ['main/engine/db/storage/open.ts', `import 'better-sqlite3'; import 'node:fs'`],
  ['main/engine/watch/chokidar-watch.ts', `import 'chokidar'; import '../ports.ts'`],
  ['main/imaging/inspect.ts', `import 'sharp'; import '../../shared/facts.ts'`],
  ['main/cli/entry.ts', `import '../engine/engine.ts'; import 'commander'`],
  ['main/emulator/server.ts', `import 'fastify'; import './image-check/jpeg.ts'; import 'node:http'`],
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
  const { stdout } = await run('git', ['grep', '-lE', 'oxlint-disable.*(layers|no-restricted-imports)'], root);
  expect(stdout.split('\n').filter((file) => file && !file.endsWith('import-rules.test.ts'))).toEqual([]);
});

/**
 * Writes a house of these lines, one case a line, and returns «file: line» for each line that the import rules refuse.
 */
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
    config['jsPlugins'] = [join(root, 'build', 'oxlint-layers.ts')];
    await writeFile(join(house, '.oxlintrc.json'), JSON.stringify(config));

    const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
    const { code, stdout } = await run(process.execPath, [oxlint, '--format', 'json'], house);
    const report = Report.parse(JSON.parse(stdout));
    expect(code).toBe(1);
    expect(report.number_of_files).toBe(lines.size);
    return new Set(
      report.diagnostics
        .filter(({ code: rule }) => rule === 'layers(imports)' || rule === 'eslint(no-restricted-imports)')
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
