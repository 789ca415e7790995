// Builds the snapshot that window, tray and terminal show, from counts and memory; it never walks over rows.
import type { ShownCounts } from '../../../shared/library/shown-state.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { WaitReason } from '../../../shared/send-rules.ts';
import type { AccountGate } from '../sending/account-gate.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Tables } from '../db/tables.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { readNotice } from '../db/storage/restored-notice.ts';
import type { Clock } from '../ports.ts';
import { noRoomForCopy, notWritten } from '../imaging/copy-errors.ts';
import { statusOf, type Situation } from './status.ts';
import { steadyStatus, type SteadyStatus } from './steady-status.ts';
import type { TransferProgress } from './transfer-progress.ts';
import { waitsOf } from './waiting-folders.ts';

export interface SnapshotSources {
  tables: Tables;
  queries: LibraryQueries;
  account: AccountGate;
  transferProgress: TransferProgress;
  clock: Clock;
  hasRemote(): boolean;
  pausedUntilMs(): number | null | 'no';
  isDiskFull(): boolean;
  /** Allowed by the person for good. */
  allowedUploadHosts(): string[];
  sendingFolders(): readonly FolderRecord[];
  rule(): { why: WaitReason; untilMs: number | null } | null;
  isScanning(): boolean;
  isMoving(): boolean;
  /** A step rests because the service is in trouble. Wall clock; null: none does. */
  serviceRestsUntilMs(): number | null;
}

function copiesWait({ placements }: Tables, nowMs: number): Situation['copies'] {
  if (placements.waitsBecause(nowMs, noRoomForCopy)) return 'disk_full';
  return placements.waitsBecause(nowMs, notWritten) ? 'cannot_copy' : null;
}

/** Folders that may hold photos which the program has not seen. */
function unseenOf({ unopened }: Tables, folders: readonly FolderRecord[]): Snapshot['unseen'] {
  return folders.flatMap((folder) => {
    const { folderId, title } = folder;
    const places = unopened.count(folderId);
    const kind = folder.paused ? null : whyUnseen(folder, places);
    return kind === null ? [] : [{ kind, folderId, title, places: kind === 'unopened' ? places : 0 }];
  });
}

function whyUnseen({ health, trouble }: FolderRecord, places: number): Snapshot['unseen'][number]['kind'] | null {
  if (health === 'absent') return 'drive_off';
  if (health === 'unreadable') return 'folder_shut';
  if (trouble !== null) return 'failed';
  return places > 0 ? 'unopened' : null;
}

export interface Snapshots {
  /** What is the case at this moment: the answer to `snapshot.get`. */
  now(): Snapshot;
  /** For the event: with a status that does not flicker. */
  steady(): Snapshot;
  /** The next snapshot will differ by the passing of time alone. */
  isSettling(): boolean;
}

export function openSnapshots(context: SnapshotSources): Snapshots {
  const { clock, transferProgress } = context;
  let told: SteadyStatus | null = null;
  return {
    now: () => takeSnapshot(context),
    steady() {
      const snapshot = takeSnapshot(context);
      told = steadyStatus(told, snapshot.status, clock.steady(), transferProgress.lastDoneAt());
      return { ...snapshot, status: told.shown };
    },
    isSettling: () => (told !== null && told.calmSinceMs !== null) || transferProgress.isSettling(),
  };
}

function takeSnapshot(context: SnapshotSources): Snapshot {
  const { tables, queries, account, transferProgress, clock } = context;
  const { all, byFolder, waitingBytes } = queries.counts.photos();
  const folders = tables.folders.all();
  const inFolders = (some: readonly FolderRecord[], count: (counts: ShownCounts) => number): number =>
    some.reduce((sum, { folderId }) => {
      const counts = byFolder.get(folderId);
      return counts === undefined ? sum : sum + count(counts);
    }, 0);
  const sending = context.sendingFolders();
  const movable = inFolders(sending, ({ waiting }) => waiting);
  const atRest = waitsOf(folders, byFolder);
  const checkable = all.checking - atRest.reduce((sum, { unchecked }) => sum + unchecked, 0);
  const released = folders.filter((folder) => !folder.paused && !folder.planned);
  const watched = folders.filter((folder) => folder.kind === 'watched');
  const retries = [tables.placements, tables.albums].map((table) => table.soonestRetry(clock.now()));
  const waits = [context.serviceRestsUntilMs(), ...retries].filter((ms) => ms !== null);
  const soonest = waits.length === 0 ? null : Math.min(...waits);
  const retryAtMs = context.isMoving() ? null : soonest;
  const lanes = transferProgress.lanes();
  const round = transferProgress.round(
    {
      waiting: {
        photos: inFolders(released, ({ waiting }) => waiting),
        bytes: released.reduce((sum, { folderId }) => sum + (waitingBytes.get(folderId) ?? 0), 0),
      },
      checking: checkable,
      scanning: context.isScanning(),
    },
    tables.placements.onTheirWay,
  );
  const who = account.who();
  const unseen = unseenOf(tables, folders);
  return {
    atMs: clock.now(),
    status: statusOf({
      hasRemote: context.hasRemote(),
      trouble: account.trouble(),
      offline: account.isOffline(),
      pausedUntilMs: context.pausedUntilMs(),
      diskFull: context.isDiskFull(),
      rule: context.rule(),
      counts: all,
      movable,
      checkable,
      atRest: atRest.map(({ kind }) => kind),
      lanes: transferProgress.sendingLanes(),
      sentInRound: transferProgress.sentInRound(),
      retryAtMs,
      copies: retryAtMs === null ? null : copiesWait(tables, clock.now()),
      folders: watched.length,
      planned: inFolders(
        folders.filter((folder) => folder.planned),
        ({ waiting }) => waiting,
      ),
      scanning: context.isScanning(),
      failed: unseen.some(({ kind }) => kind === 'failed'),
    }),
    counts: all,
    round,
    bytesPerSecond: transferProgress.speed(),
    speeds: transferProgress.speeds(),
    lanes,
    folders: watched.length,
    unseenFolders: unseen.length,
    unseen,
    problems: all.needs_you,
    waits: atRest,
    account: who === null ? null : { userId: who.userId, name: who.name, photos: all.done },
    trouble: account.trouble(),
    restored: readNotice(tables.meta),
    uploadHosts: context.allowedUploadHosts(),
    lastDoneMs: queries.history.lastDoneMs(),
    lastScanMs: watched.reduce<number | null>(
      (latest, folder) =>
        folder.lastScanMs !== null && folder.lastScanMs > (latest ?? 0) ? folder.lastScanMs : latest,
      null,
    ),
  };
}
