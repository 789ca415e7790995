// A row of `folders` as an object.
import { z } from 'zod';
import { privacy, type Privacy } from '../../../shared/library/album.ts';
import { watchHealth } from '../../../shared/library/folder.ts';
import { defaultRules, folderRules } from '../../../shared/library/folder-rules.ts';

const namesakes = z.enum(['use', 'another']);
/** What to do when the title of a subfolder's album is taken. */
export type Namesakes = z.infer<typeof namesakes>;

export type FolderTarget =
  | { kind: 'personal' | 'album'; albumId: number }
  | { kind: 'per_subfolder'; privacy: Privacy; namesakes: Namesakes | null };

const folderRow = z
  .object({
    id: z.number(),
    kind: z.enum(['watched', 'dropped']),
    path: z.string().nullable(),
    title: z.string(),
    target_kind: z.enum(['personal', 'album', 'per_subfolder']),
    album_id: z.number().nullable(),
    privacy: privacy.nullable(),
    namesakes: namesakes.nullable(),
    rules: z.string(),
    paused: z.number(),
    planned: z.number(),
    root_dev: z.string().nullable(),
    root_inode: z.string().nullable(),
    health: watchHealth,
    health_since_ms: z.number(),
    scan_every_ms: z.number().nullable(),
    remedy: z.string().nullable(),
    last_scan_ms: z.number().nullable(),
    trouble: z.string().nullable(),
    removed_at_ms: z.number().nullable(),
  })
  .transform((r) => ({
    folderId: r.id,
    kind: r.kind,
    path: r.path,
    title: r.title,
    target: (r.target_kind === 'per_subfolder'
      ? { kind: 'per_subfolder', privacy: r.privacy ?? 'private', namesakes: r.namesakes }
      : { kind: r.target_kind, albumId: r.album_id ?? 0 }) as FolderTarget,
    // A rule that is newer than the row has its default.
    rules: folderRules.parse({ ...defaultRules, ...z.record(z.string(), z.unknown()).parse(JSON.parse(r.rules)) }),
    paused: r.paused === 1,
    /** Checked, not sent yet: the person has not said «start». */
    planned: r.planned === 1,
    root: r.root_dev === null || r.root_inode === null ? null : { dev: r.root_dev, inode: r.root_inode },
    health: r.health,
    healthSinceMs: r.health_since_ms,
    scanEveryMs: r.scan_every_ms,
    remedy: r.remedy,
    lastScanMs: r.last_scan_ms,
    /**
     * Error code of the last walk that did not reach its end; it is tried again. null: it did, or `health` says why
     * not.
     */
    trouble: r.trouble,
    removed: r.removed_at_ms !== null,
  }));

export type FolderRecord = z.output<typeof folderRow>;

export const toFolder = (raw: unknown): FolderRecord => folderRow.parse(raw);
