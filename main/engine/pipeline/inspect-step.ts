// Settled files are read once, in a process of their own; what was learned becomes a photo, a placement and a verdict.
import { versionOf } from '../../../shared/photo-versions.ts';
import { isPictureNamed } from '../../../shared/image-formats.ts';
import { mostSizeBytes } from '../../../shared/disk-numbers.ts';
import type { PipelineStep } from './pipeline-step.ts';
import { keptAlbum } from '../albums/album-of-file.ts';
import type { FileRow } from '../db/file-row.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { PipelineContext } from './context.ts';
import { isNameGone } from '../disk/name-gone.ts';
import { sendPriority } from '../db/send-priority.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import { compareFileStats, readAt } from '../disk/same-file.ts';
import { mayOpenSoon } from '../disk/settle.ts';
import { waitsForRoot } from './root-present.ts';

/** When no process can be started at all, photos are taken up again after this long. */
const startAgainMs = 5_000;
/** A process that dies under a file twice died because of it. */
const crashesAllowed = 1;
/** A file that another program keeps locked is asked for so often before a person is. */
const readsAllowed = 4;

export function inspectStep(context: PipelineContext): PipelineStep<{ file: FileRow; folder: FolderRecord }> {
  const { tables, clock, imaging } = context;

  function hold(
    file: FileRow,
    reason: 'unreadable' | 'inspection_crashed' | 'inspection_timed_out',
    detail: Record<string, string> = {},
  ): void {
    tables.verdicts.setAside(file.fileId, 'held', reason, detail);
    context.changed('problems');
  }

  function leaveOut(file: FileRow): void {
    tables.verdicts.setAside(file.fileId, 'skipped', 'not_a_photo');
    context.changed('photos');
  }

  function again(file: FileRow, state: 'seen' | 'settled', waitMs: number): void {
    tables.files.recordStat(file.fileId, file, state, clock.now() + waitMs, file.attempts + 1);
  }

  /** The rule says «the edited one only», and the original was sent before this one was there. */
  function isAfterItsOriginal({ folderId, fileId, path }: FileRow): boolean {
    if (versionOf(path)?.kind !== 'edited') return false;
    const placementId = tables.files.get(fileId)?.placementId ?? null;
    return tables.versions
      .of(folderId, path)
      .some(
        (other) =>
          other.kind === 'original' &&
          (other.state === 'done' || other.state === 'committing') &&
          other.placementId !== placementId,
      );
  }

  function tellOriginalIsThere({ fileId }: FileRow): void {
    tables.journal.add(clock.now(), fileId, null, 'original_there', {});
  }

  /** The row of a file with these bytes whose name is gone: this is that file, moved, where its stamps did not prove it. */
  function formerOf(file: FileRow, sha256: string): number | null {
    const rootOf = (id: number): string | null => tables.folders.get(id)?.path ?? null;
    const isIt = (one: FileRow): boolean =>
      one.inode !== 0n && one.inode === file.inode && one.sizeBytes === file.sizeBytes && one.mtimeNs === file.mtimeNs;
    const gone = tables.files
      .holding(sha256, file.fileId)
      .filter((one) => one.folderId === file.folderId || isIt(one))
      .filter(
        (one) =>
          one.state === 'missing' ||
          isNameGone(
            { root: rootOf(one.folderId), path: one.path },
            { root: rootOf(file.folderId), path: file.path, inode: file.inode },
          ),
      );
    return (gone.find(isIt) ?? gone[0])?.fileId ?? null;
  }

  /** Damage in the middle is looked for at once when cores are free: when no more files are due than can be looked at at once. Else later (full-decode.ts). */
  function isQuiet(): boolean {
    let due = 0;
    for (const folder of context.openFolders())
      due += tables.files.due('settled', folder.folderId, context.inspectors + 1).length;
    return due <= context.inspectors;
  }

  return {
    name: 'inspect',
    space: 'file',
    capacity: () => context.inspectors,
    take(limit, isBusy) {
      const taken: { file: FileRow; folder: FolderRecord }[] = [];
      for (const folder of context.openFolders()) {
        if (taken.length >= limit) break;
        for (const file of tables.files.due('settled', folder.folderId, limit + context.inspectors)) {
          if (!isBusy(file.fileId) && taken.length < limit) taken.push({ file, folder });
        }
      }
      return taken;
    },
    keys: ({ file }) => [file.fileId],
    async run({ file, folder }) {
      const place = context.placeOf({ folderPath: folder.path, path: file.path });
      if (place === null) return;
      if (file.sizeBytes >= mostSizeBytes) {
        // A sparse file may claim exabytes: reading it would never end, and nothing else would be read.
        if (isPictureNamed(file.path)) hold(file, 'unreadable', { code: 'EFBIG' });
        else leaveOut(file);
        return;
      }
      const thorough = isQuiet();
      const startedAt = clock.now();
      const outcome = await imaging.inspect(place, context.thumbnailFolder, { thorough });
      if (await waitsForRoot(context, file, outcome.kind)) return;
      const now = tables.files.get(file.fileId);
      if (now === null || now.state !== 'settled' || now.path !== file.path || now.folderId !== file.folderId) return;
      // Seen differently while it was read: what was read is not what is there.
      if (compareFileStats(now, file) !== 'same') return;
      const proven = readAt(now, startedAt);
      if (proven !== now && (outcome.kind === 'facts' || outcome.kind === 'not-a-photo'))
        tables.files.recordStamps(now.fileId, proven);
      switch (outcome.kind) {
        case 'facts': {
          const { facts } = outcome;
          const current = tables.folders.get(file.folderId) ?? folder;
          const fileId = tables.verdicts.inspected(
            now,
            facts,
            keptAlbum(tables, context.albumFor(current, file.path), now.placementId),
            sendPriority(folder),
            (about) => context.judge.ofFile({ ...now, fileId: about.fileId }, facts, current, about),
            formerOf(now, facts.sha256),
          );
          if (thorough) tables.fullDecodes.markDone(facts.sha256);
          const home = { ...now, fileId };
          if (current.rules.versions === 'edited' && isAfterItsOriginal(home)) tellOriginalIsThere(home);
          context.changed('photos');
          return;
        }
        case 'not-a-photo':
          leaveOut(now);
          return;
        case 'changed':
          again(now, 'seen', 0);
          return;
        case 'vanished':
          tables.verdicts.gone(file.fileId);
          context.changed('photos');
          return;
        case 'unreadable':
          if (now.attempts < readsAllowed && mayOpenSoon(outcome.code))
            again(now, 'settled', Math.min(waitAfter(context.policy, now.attempts + 1, clock.random()), 60_000));
          else if (!isPictureNamed(file.path)) leaveOut(now);
          else hold(now, 'unreadable', { code: outcome.code });
          return;
        case 'unavailable':
          // The program's trouble, not the photo's: it waits, and no attempt is used up.
          tables.files.waitUntil(file.fileId, clock.now() + startAgainMs);
          return;
        case 'crashed':
          if (now.attempts < crashesAllowed) again(now, 'settled', 0);
          else hold(now, 'inspection_crashed');
          return;
        case 'timed-out':
          hold(now, 'inspection_timed_out');
      }
    },
  };
}
