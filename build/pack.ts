// `npm run pack`: the unpacked app of this system in dist/, with the Electron of development. Makes no installers.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'electron-builder';
import type { Configuration } from 'electron-builder';
import { resolveElectron } from './electron-runtime.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { runScript, root, runTool } from './run.ts';

await runScript(async () => {
  const built = await runTool('electron-vite', ['build', '--logLevel', 'warn']);
  if (built !== 0) return built;
  const electron = await resolveElectron();
  const packed = await build({ projectDir: root, dir: true, publish: 'never', config: configFor(electron) });
  if (electron.kind === 'stand-in') await removeRecipe(join(root, 'dist', 'linux-unpacked'));
  for (const path of packed) process.stdout.write(`${path}\n`);
  return 0;
});

function configFor(electron: ElectronRuntime): Configuration {
  const config: Configuration = { electronDist: electron.folder, electronVersion: electron.version };
  if (electron.kind !== 'stand-in') return config;
  // A packed stand-in cannot be told by variables where its better-sqlite3 is, so that one goes to the usual place.
  const compat = join(electron.folder, 'compat', 'node_modules');
  const compatPackages = ['better-sqlite3', 'bindings', 'file-uri-to-path'];
  return {
    ...config,
    files: [
      '!node_modules/better-sqlite3/**',
      ...compatPackages.map((name) => ({ from: join(compat, name), to: `node_modules/${name}` })),
    ],
  };
}

/** What makes the stand-in a development Electron has no place in a packed app. */
async function removeRecipe(folder: string): Promise<void> {
  for (const part of ['compat', join('resources', 'app')])
    await rm(join(folder, part), { recursive: true, force: true });
}
