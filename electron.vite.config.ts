// How the three sides are bundled: main-side processes and preload to CommonJS, the renderer to static files.
// Packages under "dependencies" stay external and are required at run time; those under "devDependencies" (React, and
// what exists as ES module only) become part of the bundle.
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { writeLicences } from './build/licences.ts';

const root = import.meta.dirname;

/** Node of the oldest Electron that runs this. */
const target = 'node20.18';

/**
 * One file per process, and one per thread, side by side: `import.meta.dirname` of any bundled module is then
 * `out/main`.
 */
const processes = {
  index: 'main/app/index.ts',
  engine: 'main/engine/entry.ts',
  imaging: 'main/imaging/entry.ts',
  'heic-worker': 'main/imaging/heic-worker.ts',
  emulator: 'main/emulator/entry.ts',
  cli: 'main/cli/entry.ts',
};

/** Files of all three sides; each side that is written brings the list of licences up to date. */
const bundled = new Set<string>();
const licences = {
  name: 'licences',
  generateBundle(_options: unknown, bundle: Record<string, { type: string; moduleIds?: string[] }>): void {
    for (const part of Object.values(bundle)) for (const file of part.moduleIds ?? []) bundled.add(file);
  },
  closeBundle: () => void writeLicences(root, bundled),
};

/** Of a build that may sign in without asking for an application (docs/register-an-ok-application.md). */
const application = {
  id: process.env['OK_APPLICATION_ID'] ?? '',
  publicKey: process.env['OK_APPLICATION_KEY'] ?? '',
  redirect: process.env['OK_APPLICATION_REDIRECT'] || 'http://localhost:43117/ok-photo-sync',
};

export default defineConfig({
  main: {
    plugins: [licences],
    define: { __OK_APPLICATION__: JSON.stringify(application) },
    build: {
      target,
      outDir: 'out/main',
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(processes).map(([name, path]) => [name, resolve(root, path)])),
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: '[name]-[hash].cjs',
          // package.json names it as a program.
          banner: ({ name, isEntry }) => (isEntry && name === 'cli' ? '#!/usr/bin/env node' : ''),
        },
      },
    },
  },
  preload: {
    build: {
      target,
      outDir: 'out/preload',
      // A sandboxed preload can require nothing but electron: all of it is one file.
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        input: { preload: resolve(root, 'main/app/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react(), licences],
    build: {
      target: 'chrome130',
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      // The policy of the app's pages allows no data: scripts or styles; small images may not hide in them either.
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve(root, 'renderer/index.html') },
    },
    server: { host: '127.0.0.1' },
  },
});
