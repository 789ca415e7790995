// What the outcome of an inspection means for the file: a photo with a verdict, a problem, or another try.
import { isPictureNamed } from '../../../shared/image-formats.ts';
import type { Facts, InspectOutcome } from '../../../shared/facts.ts';
import { keptAlbum } from '../albums/album-of-file.ts';
import type { FileRow } from '../db/file-row.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import { sendPriority } from '../db/verdicts/send-priority.ts';
import { mayOpenSoon } from '../disk/settle.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import type { PipelineContext } from './context.ts';
import { formerRow, isAfterItsOriginal } from './former-row.ts';

/** If no imaging process can be started at all, photos are tried again after this long. */
const startAgainMs = 5_000;
/** A process that dies under a file twice died because of the file. */
const crashesAllowed = 1;
/** A file that another program keeps locked is tried so often before a person is asked. */
const readsAllowed = 4;
/** A locked file is never left alone for longer than this. */
const longestReadWaitMs = 60_000;

export type InspectionContext = Pick<
  PipelineContext,
  'tables' | 'clock' | 'policy' | 'changed' | 'albumFor' | 'evaluatePhoto'
>;

export interface Inspection {
  file: FileRow;
  folder: FolderRecord;
  /** Whether every pixel was decoded. */
  thorough: boolean;
}

export function holdFile(
  { tables, changed }: InspectionContext,
  file: FileRow,
  reason: 'unreadable' | 'inspection_crashed' | 'inspection_timed_out',
  detail: Record<string, string> = {},
): void {
  tables.verdicts.setAside(file.fileId, 'held', reason, detail);
  changed('problems');
}

export function leaveFileOut({ tables, changed }: InspectionContext, file: FileRow): void {
  tables.verdicts.setAside(file.fileId, 'skipped', 'not_a_photo');
  changed('photos');
}

export function applyInspection(context: InspectionContext, inspection: Inspection, outcome: InspectOutcome): void {
  const { tables, clock, policy, changed } = context;
  const { file } = inspection;
  const again = (state: 'seen' | 'settled', waitMs: number): void =>
    tables.files.recordStat(file.fileId, file, state, clock.now() + waitMs, file.attempts + 1);
  switch (outcome.kind) {
    case 'facts':
      return storeFacts(context, inspection, outcome.facts);
    case 'not-a-photo':
      return leaveFileOut(context, file);
    case 'changed':
      return again('seen', 0);
    case 'vanished':
      tables.verdicts.gone(file.fileId);
      return changed('photos');
    case 'unreadable':
      if (file.attempts < readsAllowed && mayOpenSoon(outcome.code))
        return again('settled', Math.min(waitAfter(policy, file.attempts + 1, clock.random()), longestReadWaitMs));
      if (!isPictureNamed(file.path)) return leaveFileOut(context, file);
      return holdFile(context, file, 'unreadable', { code: outcome.code });
    case 'unavailable':
      // The program's trouble, not the photo's: it waits, and no attempt is used up.
      return tables.files.waitUntil(file.fileId, clock.now() + startAgainMs);
    case 'crashed':
      if (file.attempts < crashesAllowed) return again('settled', 0);
      return holdFile(context, file, 'inspection_crashed');
    case 'timed-out':
      return holdFile(context, file, 'inspection_timed_out');
  }
}

function storeFacts(context: InspectionContext, { file, folder, thorough }: Inspection, facts: Facts): void {
  const { tables, clock, changed } = context;
  const current = tables.folders.get(file.folderId) ?? folder;
  const fileId = tables.verdicts.inspected(
    file,
    facts,
    keptAlbum(tables, context.albumFor(current, file.path), file.placementId),
    sendPriority(folder),
    (about) => context.evaluatePhoto.ofFile({ ...file, fileId: about.fileId }, facts, current, about),
    formerRow(tables, file, facts.sha256),
  );
  if (thorough) tables.fullDecodes.markDone(facts.sha256);
  const home = { ...file, fileId };
  if (current.rules.versions === 'edited' && isAfterItsOriginal(tables, home))
    tables.journal.add(clock.now(), fileId, null, 'original_there', {});
  changed('photos');
}
