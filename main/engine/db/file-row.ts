// A row of `files` as an object. Nanoseconds and inodes do not fit a double, so these statements read big integers.
import { z } from 'zod';
import type { FileStat } from '../disk/file-stat.ts';

export const fileStates = ['seen', 'settled', 'placed', 'duplicate', 'skipped', 'held', 'missing'] as const;
export type FileState = (typeof fileStates)[number];

const fileRow = z
  .object({
    id: z.bigint(),
    folder_id: z.bigint(),
    path: z.string(),
    size_bytes: z.bigint(),
    mtime_ns: z.bigint(),
    inode: z.bigint(),
    ctime_ns: z.bigint(),
    birth_ns: z.bigint(),
    first_seen_ms: z.bigint(),
    state: z.enum(fileStates),
    photo_id: z.bigint().nullable(),
    placement_id: z.bigint().nullable(),
    attempts: z.bigint(),
    changed_at_ms: z.bigint(),
    reason: z.string().nullable(),
  })
  .transform((r) => ({
    fileId: Number(r.id),
    folderId: Number(r.folder_id),
    /** Relative with '/', or absolute in the folder of dropped photos. */
    path: r.path,
    sizeBytes: Number(r.size_bytes),
    mtimeNs: r.mtime_ns,
    inode: r.inode,
    ctimeNs: r.ctime_ns,
    birthNs: r.birth_ns,
    /** When these bytes were first found at this path. 0: by the folder's first scan, or not known. */
    firstSeenMs: Number(r.first_seen_ms),
    state: r.state,
    reason: r.reason,
    photoId: r.photo_id === null ? null : Number(r.photo_id),
    placementId: r.placement_id === null ? null : Number(r.placement_id),
    attempts: Number(r.attempts),
    changedAtMs: Number(r.changed_at_ms),
  }));

export type FileRow = z.output<typeof fileRow>;

export const toFile = (raw: unknown): FileRow & FileStat => fileRow.parse(raw);
