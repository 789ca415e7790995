// A photo as a line of a list: the columns, and how they become a `PhotoRow`.
import { z } from 'zod';
import { captureSource } from '../../../../shared/facts.ts';
import { shownState } from '../../../../shared/library/shown-state.ts';
import { watchHealth } from '../../../../shared/library/folder.ts';
import type { PhotoRow } from '../../../../shared/library/photo.ts';
import { readableName } from '../../../../shared/readable-names.ts';
import { reason } from '../../../../shared/reasons.ts';
import { fileStates } from '../file-row.ts';

/** From `files f`, `folders d`, and `photos h` and `placements p` where they exist. */
export const rowColumns = /* sql */ `f.id, f.path, f.folder_id, d.title AS folder_title, d.health, d.paused, f.shown,
  f.reason, f.size_bytes, f.sort_ms,
  f.state, coalesce(p.retry_at_ms, f.retry_at_ms) AS retry_at_ms, h.sha256, h.has_thumbnail, h.width, h.height,
    h.orientation, h.captured_from`;
export const rowJoins = /* sql */ `FROM files f JOIN folders d ON d.id = f.folder_id
  LEFT JOIN photos h ON h.id = f.photo_id LEFT JOIN placements p ON p.id = f.placement_id`;

const row = z.object({
  id: z.number(),
  path: z.string(),
  folder_id: z.number(),
  folder_title: z.string(),
  health: watchHealth,
  paused: z.number(),
  shown: shownState,
  reason: reason.nullable(),
  size_bytes: z.number(),
  sort_ms: z.number(),
  state: z.enum(fileStates),
  retry_at_ms: z.number().nullable(),
  sha256: z.string().nullable(),
  has_thumbnail: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  orientation: z.number().nullable(),
  captured_from: captureSource.nullable(),
});

export function toPhotoRow(raw: unknown): PhotoRow {
  const r = row.parse(raw);
  const turned = (r.orientation ?? 1) >= 5;
  const isAtRest = r.paused === 1 || r.health === 'absent' || r.health === 'unreadable';
  return {
    fileId: r.id,
    name: readableName(r.path),
    folderId: r.folder_id,
    folderTitle: r.folder_title,
    // It is not checked before its drive is back or its folder is resumed.
    shown: r.shown === 'checking' && isAtRest ? 'waiting' : r.shown,
    waitsFor: !isAtRest ? null : r.paused === 1 ? 'folder_paused' : r.health === 'absent' ? 'drive_off' : 'folder_shut',
    reason: r.reason,
    thumbnail: r.has_thumbnail === 1 ? r.sha256 : null,
    width: turned ? r.height : r.width,
    height: turned ? r.width : r.height,
    sizeBytes: r.size_bytes,
    sortMs: r.sort_ms,
    datedBy: r.captured_from ?? 'file',
    isCheckedAgain: r.shown === 'needs_you' && (r.state === 'seen' || r.state === 'settled'),
    retryAtMs: r.retry_at_ms,
  };
}
