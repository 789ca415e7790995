// One photo, or the ones a person chose: everything known about it, and what the person decides.
import type { PhotoAction, PhotoDetail } from '../../../shared/library/photo.ts';
import type { ConversionPlan } from '../../../shared/facts.ts';
import { imageFormat, conversionPlan } from '../../../shared/facts.ts';
import type { Limits } from '../../../shared/limits.ts';
import { placementState, type PlacementState } from '../../../shared/placement-state.ts';
import { isAboutAlbum } from '../../../shared/reasons.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import { albumUrl, albumView } from '../albums/album-for.ts';
import { candidatesOf } from '../matching/candidates.ts';
import type { FileRow } from '../db/files.ts';
import type { Tables } from '../db/library.ts';
import { isConvertible } from '../../../shared/image-formats.ts';
import { conversionFor as convertByRules } from '../pipeline/precheck.ts';
import { byBytes } from '../pipeline/evaluate-photo.ts';
import { inSlices } from '../db/slices.ts';
import type { LibraryQueries } from '../db/library-queries.ts';

export interface PhotoCallContext {
  tables: Tables;
  queries: LibraryQueries;
  limits(): Limits;
  placeOf(file: { folderPath: string | null; path: string }): string;
  /** Ends the sending of its bytes, if it is being sent; a commit goes on. */
  stopUpload(placementId: number): void;
  changed(area: 'photos' | 'problems' | 'history'): void;
  wake(): void;
  web(): { address: string; userId: string | null };
}

/** What a person can do about a photo in this state, best first. Pure. */
export function actionsFor(
  state: PlacementState | null,
  fileState: FileRow['state'],
  reason: string | null,
  isWaitingForRetry: boolean,
): PhotoAction[] {
  // Not sent anyway; the photo it is a copy of is another row, with the reason to decide about.
  if (fileState === 'duplicate') return [];
  if (state === null || fileState === 'held') return fileState === 'held' ? ['check_again', 'leave_out'] : [];
  switch (state) {
    case 'review':
      return ['approve', 'leave_out'];
    case 'queued':
    case 'reserved':
    case 'uploaded':
      return isWaitingForRetry ? ['try_again', 'leave_out'] : ['leave_out'];
    case 'unclear':
      return ['it_is_there', 'it_is_not_there'];
    case 'skipped':
      return reason === 'source_gone' || reason === 'folder_removed' ? [] : ['send_anyway'];
    case 'held':
      if (reason === 'maybe_there' || reason === 'probably_there')
        return ['it_is_there', 'it_is_not_there', 'leave_out'];
      if (reason === 'too_many_bytes' || reason === 'too_big') return ['shrink', 'leave_out', 'send_anyway'];
      if (reason === 'invalid_format') return ['convert', 'leave_out', 'send_anyway'];
      if (reason === 'unnamed_picture') return ['send_anyway', 'leave_out'];
      if (reason === 'place_stays') return ['leave_out', 'check_again', 'send_anyway'];
      if (reason === 'in_other_album') return ['leave_out', 'send_anyway'];
      // Whatever threw, it is judged from the start: its folder may have another album or rule by now.
      if (reason === 'sending_crashed') return ['check_again', 'leave_out'];
      // Nothing makes a small picture larger.
      if (reason === 'too_small') return ['leave_out', 'check_again', 'send_anyway'];
      if (reason === 'unknown_format' || reason === 'jpeg_not_sent' || reason === 'corrupted' || reason === 'no_image')
        return ['check_again', 'leave_out', 'send_anyway'];
      return ['try_again', 'leave_out'];
    case 'committing':
    case 'done':
      return [];
  }
}

export function photoCalls(context: PhotoCallContext) {
  const { tables, queries } = context;
  const { files, placements, verdicts } = tables;

  function detail(fileId: number): PhotoDetail | null {
    const row = queries.photoList.row(fileId);
    const file = files.get(fileId);
    if (row === null || file === null) return null;
    const folder = tables.folders.get(file.folderId);
    const facts = file.photoId === null ? null : tables.photos.get(file.photoId);
    const placement = file.placementId === null ? null : queries.placements.details(file.placementId);
    const state = placement === null ? null : placementState.parse(placement.state);
    const album = placement === null ? null : tables.albums.get(placement.album_id);
    const { address, userId } = context.web();
    const page = album === null ? null : albumUrl(address, userId, album.remoteId);
    const copies =
      file.placementId === null ? [] : files.copiesOf(file.placementId).filter((copy) => copy.fileId !== fileId);
    const plan = placement?.mend_plan == null ? null : conversionPlan.parse(JSON.parse(placement.mend_plan));
    return {
      row,
      path: context.placeOf({ folderPath: folder?.path ?? null, path: file.path }),
      copies: copies.map((copy) =>
        context.placeOf({ folderPath: tables.folders.get(copy.folderId)?.path ?? null, path: copy.path }),
      ),
      album: album === null ? null : albumView(album, queries.counts.photosOfAlbum(album.albumId), page),
      state,
      sinceMs: placement?.changed_at_ms ?? file.changedAtMs,
      attempts: placement?.attempts ?? file.attempts,
      lastError: placement?.last_error ?? null,
      format: facts?.format ?? null,
      capturedAtMs: facts?.capturedAtMs ?? null,
      capturedFrom: facts?.capturedFrom ?? null,
      hasGps: facts?.hasGps ?? false,
      soundness: facts?.soundness ?? null,
      mended:
        plan === null || placement?.sent_bytes == null
          ? null
          : {
              width: placement.sent_width ?? 0,
              height: placement.sent_height ?? 0,
              sizeBytes: placement.sent_bytes,
              format: imageFormat.parse(placement.sent_format),
              gpsRemoved: plan.removeGps,
            },
      url:
        placement?.assigned_id == null || page === null
          ? null
          : `${page.replace(/\/photos$/u, '/pphotos')}/${placement.assigned_id}`,
      actions: actionsFor(state, file.state, row.reason, row.retryAtMs !== null).filter(
        (action) => action !== 'convert' || isConvertible(facts?.format ?? null),
      ),
      journal: tables.journal.ofFile(fileId),
    };
  }

  const factsOf = (file: FileRow) => (file.photoId === null ? null : tables.photos.get(file.photoId));

  /**
   * Sending something all the same sets the limits aside, never the rule that the place is taken out. What was left out goes
   * as it would have gone.
   */
  function planAsItIs(file: FileRow, placementId: number): ConversionPlan | null {
    const before = queries.placements.details(placementId);
    if (before?.state === 'skipped' && before.mend_plan !== null)
      return conversionPlan.parse(JSON.parse(before.mend_plan));
    const facts = factsOf(file);
    const rules = tables.folders.get(file.folderId)?.rules;
    return facts === null || rules === undefined ? null : convertByRules(facts, context.limits(), rules, null);
  }

  function mendFor(action: 'shrink' | 'convert', file: FileRow): ConversionPlan {
    const limits = context.limits();
    const rules = tables.folders.get(file.folderId)?.rules;
    const facts = factsOf(file);
    return {
      maxSidePixels: limits.maxSidePixels,
      maxBytes: limits.maxBytes,
      toFormat: action === 'convert' || facts?.format !== 'jpeg' ? 'jpeg' : null,
      removeGps: rules?.removeGps === true && facts?.hasGps === true,
    };
  }

  /** The one photo of the service that it can be, or looks like; nothing where there were several, or where it belongs to another by now. */
  function candidateOf(fileId: number): { assignedId?: string } {
    const { ids, likely } = candidatesOf(tables.journal, fileId);
    const only = likely ?? (ids.length === 1 ? ids[0] : undefined);
    return only !== undefined && !placements.isClaimed(only, 0) ? { assignedId: only } : {};
  }

  /** Whether the question «is it there?» stands for this photo. */
  function isAskedAbout(placementId: number): boolean {
    const placement = verdicts.placementOf(placementId);
    return (
      placement?.state === 'unclear' || placement?.reason === 'maybe_there' || placement?.reason === 'probably_there'
    );
  }

  /**
   * One photo of the service is one of ours. Where two look like it and the person took both at once, the second is not there yet, or
   * it is another one: asked about by itself. true: nothing was taken.
   */
  function isTaken(fileId: number, placementId: number): boolean {
    if (verdicts.placementOf(placementId)?.reason !== 'probably_there') return false;
    const { ids, likely } = candidatesOf(tables.journal, fileId);
    if (likely === null || !placements.isClaimed(likely, placementId)) return false;
    const detail = { candidates: ids.filter((id) => id !== likely).join(' ') };
    return placements.applyIfAllowed(placementId, 'held', { reason: 'maybe_there', detail });
  }

  function leaveOut({ fileId, placementId }: FileRow): boolean {
    if (!verdicts.leaveOut(fileId, 'left_out')) return false;
    // Written first: bytes that arrive all the same find a photo that is left out, and stay unpublished.
    if (placementId !== null && placements.state(placementId) === 'skipped') context.stopUpload(placementId);
    return true;
  }

  /** The name is set aside, what the bytes say is not. */
  function sendWhateverItsName(file: FileRow, placementId: number): boolean {
    const facts = factsOf(file);
    const rules = tables.folders.get(file.folderId)?.rules;
    if (facts === null || rules === undefined) return false;
    const verdict = byBytes(facts, rules, context.limits());
    if (verdict.kind === 'held')
      return placements.applyIfAllowed(placementId, 'held', { reason: verdict.reason, chosen: true });
    const conversionPlan = 'mend' in verdict ? verdict.mend : null;
    return placements.applyIfAllowed(placementId, 'wanted_again', { conversionPlan, chosen: true });
  }

  /** true: something changed. What is too late or makes no sense for this photo changes nothing. */
  function act(fileId: number, action: PhotoAction): boolean {
    const file = files.get(fileId);
    if (file === null || file.state === 'duplicate') return false;
    const { placementId } = file;
    switch (action) {
      case 'leave_out':
        return leaveOut(file);
      case 'check_again':
        files.recordStat(fileId, file, 'seen');
        return true;
      case 'try_again':
        if (file.state === 'held') {
          files.recordStat(fileId, file, 'seen');
          return true;
        }
        if (placementId === null) return false;
        if (isAboutAlbum(file.reason)) tables.albums.askAgain(tables.verdicts.placementOf(placementId)?.album_id ?? 0);
        if (placements.applyIfAllowed(placementId, 'wanted_again')) return true;
        placements.tryNow(placementId);
        return true;
      case 'send_anyway':
        if (placementId !== null && (verdicts.isByName(placementId) || file.reason === 'in_other_album'))
          return sendWhateverItsName(file, placementId);
        if (file.reason === 'place_stays')
          return (
            placementId !== null &&
            placements.applyIfAllowed(placementId, 'wanted_again', {
              conversionPlan: null,
              chosen: true,
              placeKept: true,
            })
          );
        return (
          placementId !== null &&
          placements.applyIfAllowed(placementId, 'wanted_again', {
            conversionPlan: planAsItIs(file, placementId),
            chosen: true,
          })
        );
      case 'shrink':
      case 'convert':
        if (action === 'convert' && !isConvertible(factsOf(file)?.format ?? null)) return false;
        return (
          placementId !== null &&
          placements.applyIfAllowed(placementId, 'wanted_again', {
            conversionPlan: mendFor(action, file),
            chosen: true,
          })
        );
      case 'approve':
        return placementId !== null && placements.applyIfAllowed(placementId, 'approved');
      case 'it_is_there':
        return (
          placementId !== null &&
          isAskedAbout(placementId) &&
          !isTaken(fileId, placementId) &&
          placements.applyIfAllowed(placementId, 'person_saw_it', candidateOf(fileId))
        );
      case 'it_is_not_there':
        return (
          placementId !== null &&
          isAskedAbout(placementId) &&
          placements.applyIfAllowed(placementId, 'person_missed_it')
        );
    }
  }

  return {
    detail,
    mendFor,
    get(fileId: number): Result<PhotoDetail> {
      const found = detail(fileId);
      return found === null ? refuse('no_such_item') : ok(found);
    },
    stop(fileId: number): Result<undefined> {
      const file = files.get(fileId);
      if (file === null) return refuse('no_such_item');
      const state = file.placementId === null ? null : placements.state(file.placementId);
      // What may be public already is not undone by wishing.
      if (state === 'committing' || state === 'unclear' || state === 'done') return refuse('too_late', file.path);
      if (!leaveOut(file) && state !== 'skipped') return refuse('no_such_item');
      context.changed('photos');
      context.wake();
      return ok(undefined);
    },
    async act(fileIds: readonly number[], action: PhotoAction): Promise<Result<{ changed: number }>> {
      let changed = 0;
      await inSlices(tables, fileIds, (fileId) => {
        if (act(fileId, action)) changed += 1;
      });
      context.changed('photos');
      context.changed('problems');
      context.wake();
      return ok({ changed });
    },
  };
}
