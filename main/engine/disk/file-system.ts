// The file system that holds a folder: do events arrive from it, may a call block, do its inode numbers last.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { nameOfBytes } from '../../../shared/byte-names.ts';
import { realPath } from './disk-paths.ts';

export interface FileSystem {
  /** As the system calls it: ext4, apfs, fuse.sshfs, unc; `unknown` when it does not say. */
  type: string;
  /** Changes made by others cause no events here, and calls may hang: scanned on a timer, never asked synchronously. */
  network: boolean;
  /** False: inode numbers are made up at each mount, so they cannot show that a file was replaced. */
  lastingInodes: boolean;
}

const networkTypes = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb2',
  'smb3',
  'smbfs',
  'afpfs',
  'webdav',
  'davfs',
  'ncpfs',
  'afs',
  'ceph',
  'glusterfs',
  'lustre',
  '9p',
  'vboxsf',
  'prl_fs',
]);
const inodesMadeUp = new Set(['vfat', 'msdos', 'exfat', 'webdav', 'davfs', 'vboxsf']);

/** By the system's name for it. `fuseblk` is a local disk (NTFS), other FUSE types are mostly remote. */
export function classifyFileSystem(type: string): FileSystem {
  const name = type.toLowerCase();
  const fuse = name === 'fuse' || name.startsWith('fuse.') || name === 'osxfuse' || name === 'macfuse';
  return {
    type: name,
    network: fuse || name === 'unc' || networkTypes.has(name),
    lastingInodes: !fuse && !inodesMadeUp.has(name),
  };
}

/** Never rejects; an unknown file system is taken for a local one. */
export async function fileSystemOf(folder: string): Promise<FileSystem> {
  try {
    if (process.platform === 'win32') {
      // The native call answers \\server\share for a mapped drive letter too.
      const real = await realPath(folder);
      return classifyFileSystem(isUnc(real) || isUnc(folder) ? 'unc' : 'unknown');
    }
    const real = await realPath(folder);
    if (process.platform === 'linux')
      return classifyFileSystem(
        typeInMountInfo(nameOfBytes(await readFile('/proc/self/mountinfo')), real) ?? 'unknown',
      );
    const { stdout } = await promisify(execFile)('/sbin/mount', { timeout: 5_000 });
    return classifyFileSystem(typeInMountList(stdout, real) ?? 'unknown');
  } catch {
    return classifyFileSystem('unknown');
  }
}

export function isUnc(folder: string): boolean {
  return /^\\\\(\?\\UNC\\|[^?.\\])/i.test(folder);
}

/** Lines as proc(5) describes them: mount point in the fifth field with octal escapes, the type behind « - ». */
export function typeInMountInfo(text: string, folder: string): string | null {
  const mounts = text.split('\n').flatMap((line) => {
    const [left, right] = line.split(' - ');
    const point = left?.split(' ')[4];
    const type = right?.split(' ')[0];
    return point && type
      ? [
          {
            point: point.replace(/\\([0-7]{3})/g, (_all, code: string) =>
              String.fromCharCode(Number.parseInt(code, 8)),
            ),
            type,
          },
        ]
      : [];
  });
  return typeOfNearest(mounts, folder);
}

/** `//anna@nas/photos on /Volumes/photos (smbfs, nodev, nosuid, mounted by anna)` */
export function typeInMountList(text: string, folder: string): string | null {
  const mounts = text.split('\n').flatMap((line) => {
    const match = / on (\/.*) \(([^,)]+)/.exec(line);
    return match?.[1] && match[2] ? [{ point: match[1], type: match[2] }] : [];
  });
  return typeOfNearest(mounts, folder);
}

function typeOfNearest(mounts: readonly { point: string; type: string }[], folder: string): string | null {
  let nearest: { point: string; type: string } | null = null;
  for (const mount of mounts) {
    const inside = mount.point === '/' || folder === mount.point || folder.startsWith(mount.point + path.posix.sep);
    // Of two mounts at one point the later covers the earlier.
    if (inside && (nearest === null || mount.point.length >= nearest.point.length)) nearest = mount;
  }
  return nearest?.type ?? null;
}
