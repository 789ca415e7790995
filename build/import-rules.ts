// Which room of the house may import what: the one table, and the judgement from it. Reads no files, knows no linter.
import { posix } from 'node:path';

interface Room {
  /** Folder or file, from the repository's root. The longest match owns a file. */
  path: string;
  /** Rooms whose modules may be imported besides the room's own. */
  mayImport: readonly string[];
  /** Rooms of which only types may be imported (`import type`). */
  typesOf?: readonly string[];
  /** Nearer exceptions to `mayImport`. */
  never?: readonly string[];
  /** `zod-only` packages and no Node modules; `browser` no Node modules; else what the owners below leave. */
  packages: 'zod-only' | 'browser' | 'node';
}

const rooms: readonly Room[] = [
  { path: 'shared', mayImport: [], packages: 'zod-only' },
  { path: 'renderer', mayImport: ['shared'], packages: 'browser' },
  {
    path: 'main/app',
    mayImport: ['shared', 'main/ok'],
    typesOf: ['main/engine'],
    never: ['main/imaging', 'main/emulator', 'main/cli'],
    packages: 'node',
  },
  { path: 'main/engine', mayImport: ['shared', 'main/ok'], packages: 'node' },
  { path: 'main/ok', mayImport: ['shared', 'main/engine'], packages: 'node' },
  { path: 'main/imaging', mayImport: ['shared'], packages: 'node' },
  { path: 'main/cli', mayImport: ['shared', 'main/engine', 'main/ok'], packages: 'node' },
  { path: 'main/emulator', mayImport: [], packages: 'node' },
];

/** Packages that only some rooms may touch. A name ending in `*` stands for all that begin with it. */
const owners: readonly { packages: readonly string[]; rooms: readonly string[] }[] = [
  { packages: ['electron', 'electron-log', 'electron-updater', 'electron-store'], rooms: ['main/app'] },
  { packages: ['sharp', '@img/*', 'libheif-js', 'exifreader'], rooms: ['main/imaging'] },
  { packages: ['better-sqlite3'], rooms: ['main/engine/db'] },
  { packages: ['chokidar'], rooms: ['main/engine/watch/chokidar-watch.ts'] },
  { packages: ['fastify', '@fastify/*'], rooms: ['main/emulator'] },
  { packages: ['commander', 'log-update'], rooms: ['main/cli'] },
  { packages: ['react', 'react-dom', 'react-i18next', '@base-ui/*', '@tanstack/*'], rooms: ['renderer'] },
  { packages: ['i18next'], rooms: ['renderer', 'main/app'] },
];

/** Rooms that must run without Electron, tests included. */
const withoutElectron = ['shared', 'main/engine', 'main/ok', 'main/imaging', 'main/emulator', 'main/cli'];

/**
 * Why `file` may not import `specifier`, as a sentence; undefined when it may.
 * `file` is relative to the repository's root, with forward slashes.
 */
export function judgeImport(file: string, specifier: string, typesOnly: boolean): string | undefined {
  const room = roomOf(file);
  if (!room) return undefined;
  if (isTest(file)) {
    const bare = withoutElectron.some((path) => isWithin(file, path));
    return bare && packageName(specifier) === 'electron'
      ? `${room.path} runs without Electron, its tests too`
      : undefined;
  }
  if (!specifier.startsWith('.')) return judgePackage(file, room, specifier);
  return judgeModule(room, posix.join(posix.dirname(file), specifier.replace(/\?.*$/u, '')), typesOnly);
}

function judgeModule(room: Room, target: string, typesOnly: boolean): string | undefined {
  const refusal = `${room.path} may not import ${target}`;
  if (room.never?.some((path) => isWithin(target, path))) return refusal;
  const targetRoom = roomOf(target);
  if (!targetRoom) return refusal;
  if (isTest(target)) return `${target} is for tests only`;
  if (targetRoom.path === room.path) return undefined;
  if (room.mayImport.some((path) => isWithin(target, path))) return undefined;
  if (room.typesOf?.some((path) => isWithin(target, path))) {
    return typesOnly ? undefined : `${room.path} may import only types of ${targetRoom.path}`;
  }
  return refusal;
}

function judgePackage(file: string, room: Room, specifier: string): string | undefined {
  const name = packageName(specifier);
  if (room.packages === 'zod-only') return name === 'zod' ? undefined : `${room.path} may import zod only`;
  const isNode = specifier.startsWith('node:');
  if (isNode) return room.packages === 'browser' ? `${room.path} has no Node` : undefined;
  const owner = owners.find((one) => one.packages.some((pattern) => matches(name, pattern)));
  if (!owner || owner.rooms.some((path) => isWithin(file, path))) {
    return undefined;
  }
  return `${name} belongs to ${owner.rooms.join(', ')}`;
}

function roomOf(path: string): Room | undefined {
  return rooms
    .filter((room) => isWithin(path, room.path))
    .reduce<Room | undefined>((best, room) => (best && best.path.length > room.path.length ? best : room), undefined);
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
