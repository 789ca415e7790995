// A photo's file while it is sent: opened, read, and compared with what was inspected.
import { createHash, type Hash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import { UploadFileError, type UploadPart } from '../../ok/upload-body.ts';
import { onDisk } from '../disk/disk-paths.ts';
import { fileStatOf, type FileStat } from '../disk/file-stat.ts';
import { provesBytes } from '../disk/same-file.ts';

export interface FileToSend {
  path: string;
  /** As inspected; another size now is a change. */
  sizeBytes: number;
  /** As inspected, nanoseconds; without it only a change while sending is noticed. */
  mtimeNs?: bigint | null;
  /**
   * Where ctime or inode is another one now, or not known, the bytes are hashed on their way:
   * see [Note: stamps of known bytes].
   */
  inspected?: { ctimeNs: bigint; inode: bigint; sha256: string } | null;
  /** Of the bytes, for example image/jpeg. */
  contentType: string;
}

/** The part of an upload that sends this file. A file that was changed since its inspection is never sent whole. */
export function fileToSend(file: FileToSend): UploadPart {
  return {
    sizeBytes: file.sizeBytes,
    contentType: file.contentType,
    async readWhole(into) {
      const handle = await openFile(file.path);
      try {
        for (let at = 0; at < into.length;) at += await readNext(handle, into.subarray(at));
        // One stat, after the reading: stamps that are still the inspected ones cover all that was read.
        const stat = await statOf(handle, file);
        const comparison = compareBytes(file, stat);
        comparison.add(into);
        comparison.end(stat);
      } finally {
        await handle.close();
      }
    },
    async open() {
      const handle = await openFile(file.path);
      try {
        const before = await statOf(handle, file);
        const comparison = compareBytes(file, before);
        return {
          async read(into) {
            const bytes = await readNext(handle, into);
            comparison.add(into.subarray(0, bytes));
            return bytes;
          },
          verify: async () => comparison.end(await statOf(handle, { ...file, mtimeNs: before.mtimeNs })),
          close: () => handle.close(),
        };
      } catch (error) {
        await handle.close();
        throw error;
      }
    },
  };
}

/** Whether the bytes that were read are the inspected ones. Hashes them only where the ctime does not prove it. */
function compareBytes(
  { inspected }: FileToSend,
  before: FileStat,
): { add(bytes: Buffer): void; end(after: FileStat): void } {
  const hash: Hash | null = inspected == null || provesBytes(inspected, before) ? null : createHash('sha256');
  return {
    add: (bytes) => void hash?.update(bytes),
    end(after) {
      const isChanged = hash === null ? after.ctimeNs !== before.ctimeNs : hash.digest('hex') !== inspected?.sha256;
      if (isChanged) throw new UploadFileError({ kind: 'changed' });
    },
  };
}

/** Non-blocking: a named pipe in a file's place must not hang a lane. Windows has no such flag, nor such pipes. */
const openFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

async function openFile(path: string): Promise<FileHandle> {
  return open(onDisk(path), openFlags).catch(rejectWithProblem);
}

/** The file's stat, if it has the size and the time of the file that was inspected. */
async function statOf(handle: FileHandle, file: FileToSend): Promise<FileStat> {
  const stat = await handle.stat({ bigint: true }).catch(rejectWithProblem);
  // As the library has them.
  const fileStat = fileStatOf(stat);
  const expected = file.mtimeNs ?? fileStat.mtimeNs;
  if (!stat.isFile() || stat.size !== BigInt(file.sizeBytes) || fileStat.mtimeNs !== expected)
    throw new UploadFileError({ kind: 'changed' });
  return fileStat;
}

async function readNext(handle: FileHandle, into: Buffer): Promise<number> {
  const { bytesRead } = await handle.read(into, 0, into.length, null).catch(rejectWithProblem);
  if (bytesRead === 0) throw new UploadFileError({ kind: 'changed' });
  return bytesRead;
}

const goneCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR']);

/** A file that is gone counts as changed; every other failure of the disk keeps its code. */
function rejectWithProblem(error: unknown): never {
  const code = systemErrorCode(error) || 'unknown';
  throw new UploadFileError(goneCodes.has(code) ? { kind: 'changed' } : { kind: 'unreadable', code });
}
