// Which layer may import which: one table for the whole product. oxlint-layers.ts brings it to the linter.
import { posix } from 'node:path';

interface Layer {
  /** Folder or file, from the repository's root. The longest match owns a file. */
  path: string;
  /** Layers whose modules may be imported besides the layer's own. A path stands for all that lies below it. */
  mayImport: readonly string[];
  /** Layers of which only types may be imported (`import type`). */
  typesOf?: readonly string[];
  /** Nearer exceptions to `mayImport`. */
  never?: readonly string[];
  /** `zod-only` packages and no Node modules; `browser` no Node modules; else what the owners below leave. */
  packages: 'zod-only' | 'browser' | 'node';
}

/** Below everything in the engine: ports and small helpers that know no layer. */
const base = ['ports', 'engine-calls', 'sealed-box', 'system-clock'].map((name) => `main/engine/${name}.ts`);

const engine = (...names: string[]): string[] => names.map((name) => `main/engine/${name}`);

/** A layer of the engine: what lies above it in this list is never imported by it. */
const engineLayer = (name: string, mayImport: readonly string[], typesOf: readonly string[] = []): Layer => ({
  path: `main/engine/${name}`,
  mayImport: ['shared', ...base, ...mayImport],
  typesOf,
  packages: 'node',
});

const engineLayers: readonly Layer[] = [
  ...base.map((path): Layer => ({ path, mayImport: ['shared', ...base], packages: 'node' })),
  engineLayer('disk', []),
  engineLayer('db', [], engine('disk')),
  engineLayer('imaging', []),
  engineLayer('sending', ['main/ok', ...engine('db')]),
  engineLayer('matching', ['main/ok', ...engine('db', 'disk')]),
  engineLayer('albums', ['main/ok', ...engine('db', 'matching')]),
  engineLayer('report', engine('db', 'imaging', 'sending')),
  engineLayer(
    'pipeline',
    ['main/ok', ...engine('db', 'disk', 'imaging', 'sending', 'matching', 'albums')],
    engine('report'),
  ),
  engineLayer('watch', engine('db', 'disk')),
  engineLayer('moving', engine('db')),
  engineLayer('background', engine('db', 'disk', 'albums', 'pipeline/evaluate-photo.ts'), engine('sending', 'report')),
  engineLayer('queries', engine('db', 'disk', 'albums', 'matching'), ['main/ok']),
  engineLayer(
    'commands',
    engine(
      'db',
      'disk',
      'albums',
      'matching',
      'sending',
      'queries',
      'pipeline/evaluate-photo.ts',
      'pipeline/check-facts.ts',
    ),
    ['main/ok', ...engine('background', 'report', 'watch')],
  ),
  // What opens and wires all of them: engine.ts, entry.ts and their neighbours.
  {
    path: 'main/engine',
    mayImport: ['shared', 'main/ok', 'main/engine'],
    packages: 'node',
  },
];

const app = (...names: string[]): string[] => names.map((name) => `main/app/${name}`);

/** A folder of the main process. The files beside them (index.ts, desktop.ts …) wire the folders together. */
const appLayer = (name: string, mayImport: readonly string[], typesOf: readonly string[] = []): Layer => ({
  path: `main/app/${name}`,
  mayImport: ['shared', ...mayImport],
  typesOf: ['main/engine', ...typesOf],
  packages: 'node',
});

const appLayers: readonly Layer[] = [
  appLayer('log', []),
  appLayer('start', []),
  appLayer('settings', app('log')),
  appLayer('system', app('log')),
  appLayer('processes', app('log')),
  appLayer('security', app('start'), app('log')),
  appLayer('window', [], app('log', 'settings')),
  appLayer('menu', [], app('processes', 'settings', 'start', 'window')),
  appLayer('notifications', [], app('processes', 'settings')),
  appLayer('tray', app('log'), app('menu', 'processes', 'settings')),
  appLayer('account', ['main/ok', 'main/account', ...app('log', 'settings')], app('processes', 'start')),
  appLayer('ipc', app('log', 'processes', 'security', 'system', 'window'), app('account', 'settings')),
  {
    path: 'main/app',
    mayImport: ['shared', 'main/ok', 'main/account', 'main/app'],
    typesOf: ['main/engine'],
    packages: 'node',
  },
];

const window = (...names: string[]): string[] => names.map((name) => `renderer/${name}`);
/** Below everything in the window: the bridge, the platform, where the window stands, toasts. */
const windowBase = window('bridge.ts', 'platform.ts', 'route.tsx', 'use-toast.ts');

const windowLayer = (name: string, mayImport: readonly string[]): Layer => ({
  path: `renderer/${name}`,
  mayImport: ['shared', ...windowBase, ...mayImport],
  packages: 'browser',
});

const belowFeatures = window('i18n', 'components', 'engine');
/** Each screen is a layer of its own: screens show features and components, never each other. */
const screens = ['account', 'folders', 'onboarding', 'overview', 'photos', 'problems', 'settings'];

const windowLayers: readonly Layer[] = [
  ...windowBase.map((path): Layer => ({ path, mayImport: ['shared', ...windowBase], packages: 'browser' })),
  windowLayer('i18n', []),
  windowLayer('components', window('i18n')),
  windowLayer('engine', window('i18n', 'components')),
  ...['photo', 'folder', 'sign-in', 'frame'].map((name) => windowLayer(`features/${name}`, belowFeatures)),
  windowLayer('features/explain', [...belowFeatures, ...window('features/folder', 'features/photo')]),
  windowLayer('features/drop', [...belowFeatures, ...window('features/explain')]),
  ...screens.map((name) => windowLayer(`screens/${name}`, [...belowFeatures, ...window('features')])),
  { path: 'renderer', mayImport: ['shared', 'renderer'], packages: 'browser' },
];

const layers: readonly Layer[] = [
  { path: 'shared', mayImport: [], packages: 'zod-only' },
  ...windowLayers,
  ...appLayers,
  ...engineLayers,
  { path: 'main/ok', mayImport: ['shared'], packages: 'node' },
  // What window and terminal share of signing in; of the engine the clock and the cipher.
  { path: 'main/account', mayImport: ['shared', 'main/ok', ...base], packages: 'node' },
  { path: 'main/imaging', mayImport: ['shared'], packages: 'node' },
  { path: 'main/cli', mayImport: ['shared', 'main/engine', 'main/ok', 'main/account'], packages: 'node' },
  { path: 'main/emulator', mayImport: [], packages: 'node' },
];

/** Packages that only some layers may touch. A name ending in `*` stands for all that begin with it. */
const owners: readonly { packages: readonly string[]; layers: readonly string[] }[] = [
  { packages: ['electron', 'electron-log', 'electron-updater', 'electron-store'], layers: ['main/app'] },
  { packages: ['sharp', '@img/*', 'libheif-js', 'exifreader'], layers: ['main/imaging'] },
  { packages: ['better-sqlite3'], layers: ['main/engine/db'] },
  { packages: ['chokidar'], layers: ['main/engine/watch/chokidar-watch.ts'] },
  { packages: ['fastify', '@fastify/*'], layers: ['main/emulator'] },
  { packages: ['commander', 'log-update', '@napi-rs/*'], layers: ['main/cli'] },
  { packages: ['react', 'react-dom', 'react-i18next', '@base-ui/*', '@tanstack/*'], layers: ['renderer'] },
  { packages: ['i18next'], layers: ['renderer', 'main/app'] },
];

/** Layers that must run without Electron, tests included. */
const withoutElectron = [
  'shared',
  'main/engine',
  'main/ok',
  'main/account',
  'main/imaging',
  'main/emulator',
  'main/cli',
];

/**
 * Why `file` may not import `specifier`, as a sentence; undefined when it may.
 * `file` is relative to the repository's root, with forward slashes.
 */
export function refuseImport(file: string, specifier: string, typesOnly: boolean): string | undefined {
  const layer = layerOf(file);
  if (!layer) return undefined;
  if (isTest(file)) {
    const bare = withoutElectron.some((path) => isWithin(file, path));
    return bare && packageName(specifier) === 'electron'
      ? `${layer.path} runs without Electron, its tests too`
      : undefined;
  }
  if (!specifier.startsWith('.')) return refusePackage(file, layer, specifier);
  return refuseModule(layer, posix.join(posix.dirname(file), specifier.replace(/\?.*$/u, '')), typesOnly);
}

function refuseModule(layer: Layer, target: string, typesOnly: boolean): string | undefined {
  const refusal = `${layer.path} may not import ${target}`;
  if (layer.never?.some((path) => isWithin(target, path))) return refusal;
  const targetLayer = layerOf(target);
  if (!targetLayer) return refusal;
  if (isTest(target)) return `${target} is for tests only`;
  if (targetLayer.path === layer.path) return undefined;
  if (layer.mayImport.some((path) => isWithin(target, path))) return undefined;
  if (layer.typesOf?.some((path) => isWithin(target, path))) {
    return typesOnly ? undefined : `${layer.path} may import only types of ${targetLayer.path}`;
  }
  return refusal;
}

function refusePackage(file: string, layer: Layer, specifier: string): string | undefined {
  const name = packageName(specifier);
  if (layer.packages === 'zod-only') return name === 'zod' ? undefined : `${layer.path} may import zod only`;
  const isNode = specifier.startsWith('node:');
  if (isNode) return layer.packages === 'browser' ? `${layer.path} has no Node` : undefined;
  const owner = owners.find((one) => one.packages.some((pattern) => matches(name, pattern)));
  if (!owner || owner.layers.some((path) => isWithin(file, path))) {
    return undefined;
  }
  return `${name} belongs to ${owner.layers.join(', ')}`;
}

function layerOf(path: string): Layer | undefined {
  return layers
    .filter((layer) => isWithin(path, layer.path))
    .reduce<Layer | undefined>(
      (best, layer) => (best && best.path.length > layer.path.length ? best : layer),
      undefined,
    );
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/testing\//u.test(path);
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
