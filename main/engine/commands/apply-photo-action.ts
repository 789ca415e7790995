// Applies what a person decides about one photo to its row and its placement.
import { conversionPlan, type ConversionPlan, type Facts } from '../../../shared/facts.ts';
import { isConvertible } from '../../../shared/image-formats.ts';
import type { FolderRules } from '../../../shared/library/folder-rules.ts';
import type { PhotoAction } from '../../../shared/library/photo.ts';
import type { Limits } from '../../../shared/limits.ts';
import { isAboutAlbum } from '../../../shared/reasons.ts';
import type { FileRow } from '../db/file-row.ts';
import type { Tables } from '../db/tables.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { candidatesInJournal } from '../matching/journal-candidates.ts';
import { conversionFor, checkFacts } from '../pipeline/check-facts.ts';
import { chosenConversion } from '../queries/chosen-conversion.ts';

export interface PhotoActionContext {
  tables: Pick<Tables, 'files' | 'folders' | 'photos' | 'albums' | 'placements' | 'verdicts' | 'journal'>;
  queries: { placements: Pick<LibraryQueries['placements'], 'details'> };
  limits(): Limits;
  /** Ends the sending of its bytes, if it is being sent; a commit goes on. */
  stopUpload(placementId: number): void;
}

/** true: something changed. An action that comes too late, or makes no sense for this photo, changes nothing. */
export function applyPhotoAction(context: PhotoActionContext, fileId: number, action: PhotoAction): boolean {
  const file = context.tables.files.get(fileId);
  if (file === null || file.state === 'duplicate') return false;
  switch (action) {
    case 'leave_out':
      return leaveOut(context, file);
    case 'check_again':
      return checkAgain(context, file);
    case 'try_again':
      return file.state === 'held' ? checkAgain(context, file) : tryAgain(context, file);
    case 'send_anyway':
    case 'send_without_caption':
    case 'shrink':
    case 'convert':
    case 'approve':
    case 'it_is_there':
    case 'it_is_not_there':
      return file.placementId !== null && applyToPlacement(context, file, file.placementId, action);
  }
}

function applyToPlacement(
  context: PhotoActionContext,
  file: FileRow,
  placementId: number,
  action: Exclude<PhotoAction, 'leave_out' | 'check_again' | 'try_again'>,
): boolean {
  const { placements } = context.tables;
  switch (action) {
    case 'send_anyway':
      return sendAnyway(context, file, placementId);
    case 'shrink':
    case 'convert':
      return sendConverted(context, file, placementId, action);
    case 'send_without_caption':
      return sendWithoutCaption(context, file, placementId);
    case 'approve':
      return placements.applyIfAllowed(placementId, 'approved');
    case 'it_is_there':
      return (
        isAskedAbout(context, placementId) &&
        !isTaken(context, file.fileId, placementId) &&
        placements.applyIfAllowed(placementId, 'person_saw_it', onlyCandidate(context, file.fileId))
      );
    case 'it_is_not_there':
      return isAskedAbout(context, placementId) && placements.applyIfAllowed(placementId, 'person_missed_it');
  }
}

/** false: it is too late to leave this photo out. */
export function leaveOut({ tables, stopUpload }: PhotoActionContext, { fileId, placementId }: FileRow): boolean {
  if (!tables.verdicts.leaveOut(fileId, 'left_out')) return false;
  // Written first: bytes that arrive nevertheless find a photo that is left out, and stay unpublished.
  if (placementId !== null && tables.placements.state(placementId) === 'skipped') stopUpload(placementId);
  return true;
}

function checkAgain({ tables }: PhotoActionContext, file: FileRow): boolean {
  tables.files.recordStat(file.fileId, file, 'seen');
  return true;
}

function tryAgain({ tables }: PhotoActionContext, { placementId, reason }: FileRow): boolean {
  const { albums, placements, verdicts } = tables;
  if (placementId === null) return false;
  if (isAboutAlbum(reason)) albums.tryAgain(verdicts.placementOf(placementId)?.album_id ?? 0);
  if (!placements.applyIfAllowed(placementId, 'wanted_again')) placements.tryNow(placementId);
  return true;
}

function sendAnyway(context: PhotoActionContext, file: FileRow, placementId: number): boolean {
  const { placements, verdicts } = context.tables;
  if (verdicts.isByName(placementId) || file.reason === 'in_other_album')
    return sendByItsBytes(context, file, placementId);
  if (file.reason === 'place_stays')
    return placements.applyIfAllowed(placementId, 'wanted_again', {
      conversionPlan: null,
      chosen: true,
      placeKept: true,
    });
  return placements.applyIfAllowed(placementId, 'wanted_again', {
    conversionPlan: planWithoutLimits(context, file, placementId),
    chosen: true,
  });
}

/** Only of a photo whose caption was refused: a word for all that are held must not take captions from others. */
function sendWithoutCaption(
  { tables }: PhotoActionContext,
  { photoId, reason }: FileRow,
  placementId: number,
): boolean {
  if (photoId === null || reason !== 'caption_refused') return false;
  tables.photos.setOwnCaption(photoId, '');
  return tables.placements.applyIfAllowed(placementId, 'wanted_again');
}

function sendConverted(
  context: PhotoActionContext,
  file: FileRow,
  placementId: number,
  action: 'shrink' | 'convert',
): boolean {
  const { facts, rules } = factsAndRules(context, file);
  if (action === 'convert' && !isConvertible(facts?.format ?? null)) return false;
  return context.tables.placements.applyIfAllowed(placementId, 'wanted_again', {
    conversionPlan: chosenConversion(action, facts, rules, context.limits()),
    chosen: true,
  });
}

/** The file's name, or a copy in another album, holds the photo no longer; its bytes are still checked. */
function sendByItsBytes(context: PhotoActionContext, file: FileRow, placementId: number): boolean {
  const { placements } = context.tables;
  const { facts, rules } = factsAndRules(context, file);
  if (facts === null || rules === undefined) return false;
  const verdict = checkFacts(facts, context.limits(), rules);
  if (verdict.kind === 'held')
    return placements.applyIfAllowed(placementId, 'held', { reason: verdict.reason, chosen: true });
  return placements.applyIfAllowed(placementId, 'wanted_again', {
    conversionPlan: verdict.conversionPlan,
    chosen: true,
  });
}

/**
 * «Send anyway» sets the limits aside, never the rule that removes the GPS location. A photo that was left out is sent
 * as it would have been sent.
 */
function planWithoutLimits(context: PhotoActionContext, file: FileRow, placementId: number): ConversionPlan | null {
  const before = context.queries.placements.details(placementId);
  if (before?.state === 'skipped' && before.mend_plan !== null)
    return conversionPlan.parse(JSON.parse(before.mend_plan));
  const { facts, rules } = factsAndRules(context, file);
  return facts === null || rules === undefined ? null : conversionFor(facts, context.limits(), rules, null);
}

function factsAndRules(
  { tables }: PhotoActionContext,
  { photoId, folderId }: FileRow,
): { facts: Facts | null; rules: FolderRules | undefined } {
  return {
    facts: photoId === null ? null : tables.photos.get(photoId),
    rules: tables.folders.get(folderId)?.rules,
  };
}

/** Whether the question «is it there?» is open for this photo. */
function isAskedAbout({ tables }: PhotoActionContext, placementId: number): boolean {
  const placement = tables.verdicts.placementOf(placementId);
  return (
    placement?.state === 'unclear' || placement?.reason === 'maybe_there' || placement?.reason === 'probably_there'
  );
}

/**
 * One photo on the service is one of ours. If two of ours are similar to it and the person says «it is there» of both
 * at once, the second becomes a question of its own. true: it did, and nothing is claimed.
 */
function isTaken({ tables }: PhotoActionContext, fileId: number, placementId: number): boolean {
  const { journal, placements, verdicts } = tables;
  const { ids, likely } = candidatesInJournal(journal, fileId);
  const only = likely ?? (ids.length === 1 ? ids[0] : undefined);
  if (only === undefined || verdicts.placementOf(placementId)?.state !== 'held') return false;
  // Another photo of ours, or a receipt, owns it since the question was asked: what is left is asked anew.
  if (!placements.isClaimed(only, placementId)) return false;
  const detail = { candidates: ids.filter((id) => id !== only).join(' ') };
  return placements.applyIfAllowed(placementId, 'held', { reason: 'maybe_there', detail });
}

/** The photo on the service that this one is; nothing where there are several, or where another one owns it by now. */
function onlyCandidate({ tables }: PhotoActionContext, fileId: number): { assignedId?: string } {
  const { ids, likely } = candidatesInJournal(tables.journal, fileId);
  const only = likely ?? (ids.length === 1 ? ids[0] : undefined);
  return only !== undefined && !tables.placements.isClaimed(only, 0) ? { assignedId: only } : {};
}
