// Watches folders whose names are no UTF-8, and all below them: chokidar takes no bytes for a path. Gives hints, like
// chokidar-watch.ts.
import { watch, type FSWatcher } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { nameOfBytes } from '../../../shared/byte-names.ts';
import { kindsIn, onDisk } from '../disk/disk-paths.ts';
import { absolutePath } from '../disk/path-rules.ts';
import type { WatchRequest } from './chokidar-watch.ts';
import { diskErrorCode } from '../disk/disk-error.ts';

export interface ByteNameWatch {
  /** The folder and all below it; '' is the root. True when a handle was set: files may be older. Safe to repeat. */
  add(folder: string): Promise<boolean>;
  close(): void;
}

export type ByteNameRequest = Pick<WatchRequest, 'root' | 'ignored' | 'onDirty'> & {
  /** Whether the budget has one more handle, for this folder. */
  grant(folder: string): boolean;
  letGo(folder: string): void;
  /** The system's code when it refused a handle, or lost one. */
  onError(code: string): void;
  onOverflow(): void;
};

export function watchByteNames(request: ByteNameRequest): ByteNameWatch {
  const { root } = request;
  /** A handle stays with its folder when that is moved: `identity` shows whether another one has the name now. */
  const held = new Map<string, { handle: FSWatcher; identity: string }>();
  let isClosed = false;

  const pathOf = (folder: string): string | Buffer => onDisk(absolutePath(root, folder));
  const below = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

  function drop(folder: string): void {
    for (const [one, { handle }] of held) {
      if (one !== folder && folder !== '' && !one.startsWith(`${folder}/`)) continue;
      held.delete(one);
      handle.close();
      request.letGo(one);
    }
  }

  /** null: no folder lies there. */
  const identityOf = (folder: string): Promise<string | null> =>
    lstat(pathOf(folder), { bigint: true }).then(
      (facts) => (facts.isDirectory() ? `${facts.dev}:${facts.ino}` : null),
      () => null,
    );

  async function add(folder: string): Promise<boolean> {
    const identity = await identityOf(folder);
    if (isClosed || (identity !== null && held.get(folder)?.identity === identity)) return false;
    drop(folder);
    if (identity === null || !request.grant(folder)) return false;
    try {
      const handle = watch(pathOf(folder), { encoding: 'buffer' }, (event, name) => onEvent(folder, event, name));
      held.set(folder, { handle, identity });
      handle.on('error', (error) => failed(folder, error));
    } catch (error) {
      failed(folder, error);
      return false;
    }
    for (const one of await kindsIn(absolutePath(root, folder)).catch(() => [])) {
      const path = below(folder, one.name);
      if (!one.isFile() && !one.isSymbolicLink() && !request.ignored(path)) await add(path);
    }
    return true;
  }

  function onEvent(folder: string, event: string, name: Buffer | null): void {
    if (isClosed) return;
    if (name === null) return request.onOverflow();
    const path = below(folder, nameOfBytes(name));
    if (request.ignored(path)) return;
    request.onDirty(path, event === 'change' ? 'changed' : 'appeared');
    if (event !== 'change') void renew(folder, path);
  }

  async function renew(folder: string, path: string): Promise<void> {
    // A folder gets an event of its own end, too, under its own name.
    if ((await identityOf(folder)) === null) drop(folder);
    if ((await add(path)) && !isClosed) request.onDirty(path, 'appeared');
  }

  function failed(folder: string, error: unknown): void {
    const code = diskErrorCode(error);
    if (held.has(folder)) drop(folder);
    else request.letGo(folder);
    // What is gone or not readable is the scan's to find.
    if (!isClosed && !['ENOENT', 'ENOTDIR', 'EACCES'].includes(code)) request.onError(code);
  }

  return {
    add,
    close() {
      isClosed = true;
      drop('');
    },
  };
}
