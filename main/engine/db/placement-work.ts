// A placement with everything its next step needs: the columns, and the row as an object.
import { z } from 'zod';
import { imageFormat, conversionPlan, type ConversionPlan } from '../../../shared/facts.ts';
import { placementState, type PlacementState } from '../../../shared/placement-state.ts';
import { photoColumns, photoFields } from './photos.ts';

const workRow = z.object({
  id: z.number(),
  photo_id: z.number(),
  album_id: z.number(),
  folder_id: z.number(),
  file_id: z.number().nullable(),
  state: placementState,
  sort_ms: z.number(),
  changed_at_ms: z.number(),
  attempts: z.number(),
  path: z.string().nullable(),
  folder_path: z.string().nullable(),
  folder_title: z.string().nullable(),
  /**
   * Text: nanoseconds do not fit a double, and big integers for every column would cost more than the rest of the
   * query.
   */
  mtime_ns: z.string().nullable(),
  ctime_ns: z.string().nullable(),
  inode: z.string().nullable(),
  last_error: z.string().nullable(),
  ...photoColumns,
  mend_plan: z.string().nullable(),
  sent_bytes: z.number().nullable(),
  sent_width: z.number().nullable(),
  sent_height: z.number().nullable(),
  sent_format: imageFormat.nullable(),
  reservation_id: z.number().nullable(),
  remote_photo_id: z.string().nullable(),
  token_sealed: z.string().nullable(),
  commit_started_ms: z.number().nullable(),
  album_kind: z.enum(['personal', 'album']),
  album_title: z.string(),
  album_remote_id: z.string().nullable(),
  album_group_id: z.string().nullable(),
  album_group_name: z.string().nullable(),
  has_gps: z.number(),
  place_must_go: z.number(),
});

/** Sizes in bytes; width and height in pixels as stored, before `orientation`. */
export interface PlacementWork {
  placementId: number;
  photoId: number;
  albumId: number;
  folderId: number;
  fileId: number | null;
  state: PlacementState;
  /** Its date in the order of its folder. */
  sortMs: number;
  /** When it came into this state. */
  changedAtMs: number;
  attempts: number;
  /** An error word of ours; null after a step that succeeded. */
  lastError: string | null;
  /** Relative to `folderPath` with '/', or absolute when that is null. null: no file holds the photo any more. */
  path: string | null;
  folderPath: string | null;
  folderTitle: string;
  mtimeNs: bigint | null;
  /** The ctime with which its bytes were read; 0n and 1n prove nothing. */
  ctimeNs: bigint | null;
  /** 0n where the disk's inodes say nothing. */
  inode: bigint | null;
  sha256: string;
  sizeBytes: number;
  format: z.infer<typeof imageFormat> | null;
  width: number | null;
  height: number | null;
  orientation: number;
  capturedAtMs: number | null;
  hasThumbnail: boolean;
  conversionPlan: ConversionPlan | null;
  sent: { bytes: number; width: number; height: number; format: z.infer<typeof imageFormat> } | null;
  reservationId: number | null;
  remotePhotoId: string | null;
  tokenSealed: string | null;
  commitStartedMs: number | null;
  album: {
    kind: 'personal' | 'album';
    title: string;
    remoteId: string | null;
    groupId: string | null;
    groupName: string | null;
  };
  hasGps: boolean;
  /**
   * It may hold GPS data, a folder that holds it removes them, and the person did not say that this photo keeps them.
   */
  placeMustGo: boolean;
}

/** The strictest rule of all folders that hold a copy. Evaluated only where there can be GPS data. */
const placeMustGo = /* sql */ `CASE WHEN p.place_kept = 1 OR (h.has_gps = 0 AND h.format IS NOT NULL) THEN 0 ELSE
  EXISTS (SELECT 1 FROM folders o WHERE o.id = p.folder_id AND json_extract(o.rules, '$.removeGps'))
  OR EXISTS (SELECT 1 FROM files c JOIN folders o ON o.id = c.folder_id
    WHERE c.placement_id = p.id AND o.removed_at_ms IS NULL AND json_extract(o.rules, '$.removeGps')) END`;

export const workColumns = /* sql */ `
  p.id, p.photo_id, p.album_id, p.folder_id, p.file_id, p.state, p.sort_ms, p.changed_at_ms, p.attempts, p.last_error,
  f.path, d.path AS folder_path, d.title AS folder_title,
  CAST(f.mtime_ns AS TEXT) AS mtime_ns, CAST(f.ctime_ns AS TEXT) AS ctime_ns, CAST(f.inode AS TEXT) AS inode, h.sha256,
  h.size_bytes, h.format, h.width, h.height, h.orientation, h.captured_at_ms, h.has_thumbnail, p.mend_plan,
  p.sent_bytes, p.sent_width, p.sent_height, p.sent_format, p.reservation_id, p.remote_photo_id, p.token_sealed,
  p.commit_started_ms,
  h.has_gps, ${placeMustGo} AS place_must_go,
  a.kind AS album_kind, a.title AS album_title, a.remote_id AS album_remote_id,
  a.group_id AS album_group_id, a.group_name AS album_group_name`;
export const workJoins = /* sql */ `FROM placements p JOIN photos h ON h.id = p.photo_id
  JOIN albums a ON a.id = p.album_id
  LEFT JOIN files f ON f.id = p.file_id LEFT JOIN folders d ON d.id = f.folder_id`;

export function toWork(raw: unknown): PlacementWork {
  const r = workRow.parse(raw);
  return {
    placementId: r.id,
    photoId: r.photo_id,
    albumId: r.album_id,
    folderId: r.folder_id,
    fileId: r.file_id,
    state: r.state,
    sortMs: r.sort_ms,
    changedAtMs: r.changed_at_ms,
    attempts: r.attempts,
    lastError: r.last_error,
    path: r.path,
    folderPath: r.folder_path,
    folderTitle: r.folder_title ?? '',
    mtimeNs: r.mtime_ns === null ? null : BigInt(r.mtime_ns),
    ctimeNs: r.ctime_ns === null ? null : BigInt(r.ctime_ns),
    inode: r.inode === null ? null : BigInt(r.inode),
    ...photoFields(r),
    conversionPlan: r.mend_plan === null ? null : conversionPlan.parse(JSON.parse(r.mend_plan)),
    sent:
      r.sent_bytes === null || r.sent_width === null || r.sent_height === null || r.sent_format === null
        ? null
        : { bytes: r.sent_bytes, width: r.sent_width, height: r.sent_height, format: r.sent_format },
    reservationId: r.reservation_id,
    remotePhotoId: r.remote_photo_id,
    tokenSealed: r.token_sealed,
    commitStartedMs: r.commit_started_ms,
    hasGps: r.has_gps === 1,
    placeMustGo: r.place_must_go === 1,
    album: {
      kind: r.album_kind,
      title: r.album_title,
      remoteId: r.album_remote_id,
      groupId: r.album_group_id,
      groupName: r.album_group_name,
    },
  };
}
