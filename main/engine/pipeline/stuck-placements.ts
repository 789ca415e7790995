// Photos whose sending throws again and again because of a bug: they are held, so that a person sees them.
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import type { Tables } from '../db/tables.ts';
import { isRowError } from '../db/storage/row-errors.ts';
import type { ListArea } from '../report/event-throttle.ts';

export interface StuckPlacements {
  /** The scheduler reports rows of placements, or an album, whose step threw. Never throws. */
  met(space: 'placement' | 'album', keys: readonly number[], error: unknown): void;
  /** Those of which not even that could be written down. */
  ids(): readonly number[];
}

/** Photos of one album that are set aside at once; the next throw is about the others. */
const ofAlbumAtOnce = 1_000;

export function openStuckPlacements(context: {
  tables: Pick<Tables, 'files' | 'placements' | 'verdicts' | 'unopened'>;
  changed(area: ListArea): void;
  onFailure(error: unknown): void;
}): StuckPlacements {
  const { tables } = context;
  const stuck = new Set<number>();

  function hold(placementId: number, error: unknown): void {
    const code = systemErrorCode(error) || 'FAILED';
    try {
      // What may be public already is never set aside as unsent: only a person can say that it is not there.
      if (tables.placements.state(placementId) === 'committing')
        tables.placements.apply(placementId, 'lost_track', { reason: 'commit_unclear', detail: { code } });
      else tables.placements.applyIfAllowed(placementId, 'held', { reason: 'sending_crashed', detail: { code } });
      stuck.delete(placementId);
    } catch {
      stuck.add(placementId);
      const fileId = tables.verdicts.placementOf(placementId)?.file_id ?? null;
      const file = fileId === null ? null : tables.files.get(fileId);
      if (file !== null) tables.unopened.note(file.folderId, { path: file.path, code });
    }
  }

  return {
    met(space, keys, error) {
      // The library's own trouble is no photo's.
      if (!isRowError(error)) return;
      try {
        const placementIds =
          space === 'placement' ? keys : keys.flatMap((id) => tables.placements.unsentOf(id, ofAlbumAtOnce));
        for (const placementId of placementIds) hold(placementId, error);
      } catch (failure) {
        context.onFailure(failure);
      }
      context.changed('problems');
      context.changed('folders');
    },
    ids: () => [...stuck],
  };
}
