// One photo as the terminal shows it: path, state, reason, possible decisions. Read from the library.
import { nameInGroup } from '../../../shared/library/album.ts';
import { placementState } from '../../../shared/placement-state.ts';
import type { SeenAlbum } from '../../../shared/library/album.ts';
import { seenText } from '../../../shared/locales/seen-text.ts';
import type { Reason } from '../../../shared/reasons.ts';
import type { ShownState } from '../../../shared/library/shown-state.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import { actionsFor } from '../../engine/queries/photo-actions.ts';
import type { LibraryQueries } from '../../engine/db/sql-queries/library-queries.ts';
import { pathOfFile } from '../../engine/disk/path-rules.ts';
import { decisionsFor, type DecideAction } from '../commands/decisions.ts';

export type LineState = 'done' | 'held' | 'failed' | 'skipped' | 'duplicate' | 'waiting';

export interface PhotoLine {
  fileId: number;
  folderId: number;
  /** Absolute. */
  path: string;
  state: LineState;
  reason: Reason | null;
  bytes: number;
  /** null: no album, or the personal photos. */
  album: string | null;
  /** The engine's number of the album it goes to. */
  albumId: number | null;
  /** Set where others see that album than was asked for. */
  seen: SeenAlbum | null;
  /** What the person can decide, best first; only for what is held or failed. */
  decisions: DecideAction[];
}

/** What was tried and did not work, as opposed to what waits for somebody's decision about the photo itself. */
const failures: ReadonlySet<Reason> = new Set<Reason>(['gave_up', 'sending_crashed', 'mending_failed']);

export function lineState(shown: ShownState, reason: Reason | null): LineState {
  switch (shown) {
    case 'done':
    case 'skipped':
    case 'duplicate':
      return shown;
    case 'needs_you':
      return reason !== null && failures.has(reason) ? 'failed' : 'held';
    case 'review':
      return 'held';
    case 'checking':
    case 'waiting':
      return 'waiting';
  }
}

/** null: the file is not in the library any more. */
export function photoLine(queries: LibraryQueries, fileId: number): PhotoLine | null {
  const row = queries.photoList.row(fileId);
  const file = queries.files.get(fileId);
  if (row === null || file === null) return null;
  const folder = queries.folders.get(file.folderId);
  const placement = file.placementId === null ? null : queries.placements.details(file.placementId);
  const album = placement === null ? null : queries.albums.get(placement.album_id);
  const state = lineState(row.shown, row.reason);
  const actions =
    state === 'held' || state === 'failed'
      ? actionsFor(
          placement === null ? null : placementState.parse(placement.state),
          file.state,
          row.reason,
          row.retryAtMs !== null,
        )
      : [];
  return {
    fileId,
    folderId: file.folderId,
    path: pathOfFile({ folderPath: folder?.path ?? null, path: file.path }),
    state,
    reason: row.reason,
    bytes: row.sizeBytes,
    album: album === null || album.kind === 'personal' ? null : nameInGroup(album.title, album.group),
    albumId: album?.albumId ?? null,
    seen: album?.seen ?? null,
    decisions: decisionsFor(actions, row.reason),
  };
}

/** The reason in words; empty without one. */
export function reasonLine(reason: Reason | null, t: Translate, seen: SeenAlbum | null = null): string {
  if (reason === 'album_privacy' && seen !== null) return seenText(t, seen);
  return reason === null ? '' : t(`why.${reason}`);
}
