// The small picture of everything, told at most four times a second: made of counts and memory, never of a walk over rows.
import type { ShownCounts } from '../../../shared/library.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { WaitReason } from '../../../shared/send-rules.ts';
import type { Account } from '../sending/account-gate.ts';
import type { FolderRow } from '../db/folders.ts';
import type { Tables } from '../db/library.ts';
import type { Lists } from '../db/lists.ts';
import { readNotice } from '../db/restored-notice.ts';
import type { Clock } from '../ports.ts';
import { noRoomForCopy, notWritten } from '../pipeline/convert-step.ts';
import { statusOf, type Situation } from './status.ts';
import { steadyStatus, type SteadyStatus } from './steady-status.ts';
import type { Traffic } from '../sending/transfer-progress.ts';
import { waitsOf } from './waiting-folders.ts';

export interface SnapshotRooms {
  tables: Tables;
  lists: Lists;
  account: Account;
  traffic: Traffic;
  clock: Clock;
  hasRemote(): boolean;
  pausedUntilMs(): number | null | 'no';
  isDiskFull(): boolean;
  sendingFolders(): readonly FolderRow[];
  rule(): { why: WaitReason; untilMs: number | null } | null;
  isScanning(): boolean;
  isMoving(): boolean;
  /** A step rests because the service is in trouble. */
  serviceRestsUntilMs(): number | null;
}

function copiesWait({ placements }: Tables, nowMs: number): Situation['copies'] {
  if (placements.waitsBecause(nowMs, noRoomForCopy)) return 'disk_full';
  return placements.waitsBecause(nowMs, notWritten) ? 'cannot_copy' : null;
}

/** Folders in which photos may lie that nobody has seen. */
function unseenOf({ unopened }: Tables, folders: readonly FolderRow[]): Snapshot['unseen'] {
  return folders.flatMap((folder) => {
    const { folderId, title } = folder;
    const places = unopened.count(folderId);
    const kind = folder.paused ? null : whyUnseen(folder, places);
    return kind === null ? [] : [{ kind, folderId, title, places: kind === 'unopened' ? places : 0 }];
  });
}

function whyUnseen({ health, trouble }: FolderRow, places: number): Snapshot['unseen'][number]['kind'] | null {
  if (health === 'absent') return 'drive_off';
  if (health === 'unreadable') return 'folder_shut';
  if (trouble !== null) return 'failed';
  return places > 0 ? 'unopened' : null;
}

export interface Snapshots {
  /** Who asks is answered with what is the case at this very moment. */
  now(): Snapshot;
  /** What is told without being asked, with a status that does not flicker. */
  steady(): Snapshot;
  /** Something else will be told once only time has passed. */
  isSettling(): boolean;
}

export function openSnapshots(rooms: SnapshotRooms): Snapshots {
  const { clock, traffic } = rooms;
  let told: SteadyStatus | null = null;
  return {
    now: () => takeSnapshot(rooms),
    steady() {
      const snapshot = takeSnapshot(rooms);
      told = steadyStatus(told, snapshot.status, clock.steady(), traffic.lastDoneAt());
      return { ...snapshot, status: told.shown };
    },
    isSettling: () => (told !== null && told.calmSinceMs !== null) || traffic.isSettling(),
  };
}

function takeSnapshot(rooms: SnapshotRooms): Snapshot {
  const { tables, lists, account, traffic, clock } = rooms;
  const { all, byFolder, waitingBytes } = lists.counts();
  const folders = tables.folders.all();
  const inFolders = (some: readonly FolderRow[], count: (counts: ShownCounts) => number): number =>
    some.reduce((sum, { folderId }) => {
      const counts = byFolder.get(folderId);
      return counts === undefined ? sum : sum + count(counts);
    }, 0);
  const sending = rooms.sendingFolders();
  const movable = inFolders(sending, ({ waiting }) => waiting);
  const atRest = waitsOf(folders, byFolder);
  const checkable = all.checking - atRest.reduce((sum, { unchecked }) => sum + unchecked, 0);
  const released = folders.filter((folder) => !folder.paused && !folder.planned);
  const watched = folders.filter((folder) => folder.kind === 'watched');
  const retries = [tables.placements, tables.albums].map((table) => table.soonestRetry(clock.now()));
  const waits = [rooms.serviceRestsUntilMs(), ...retries].filter((ms) => ms !== null);
  const soonest = waits.length === 0 ? null : Math.min(...waits);
  const retryAtMs = rooms.isMoving() ? null : soonest;
  const lanes = traffic.lanes();
  const round = traffic.round(
    {
      waiting: {
        photos: inFolders(released, ({ waiting }) => waiting),
        bytes: released.reduce((sum, { folderId }) => sum + (waitingBytes.get(folderId) ?? 0), 0),
      },
      checking: checkable,
      scanning: rooms.isScanning(),
    },
    tables.placements.onTheirWay,
  );
  const who = account.who();
  const unseen = unseenOf(tables, folders);
  return {
    atMs: clock.now(),
    status: statusOf({
      hasRemote: rooms.hasRemote(),
      trouble: account.trouble(),
      offline: account.isOffline(),
      pausedUntilMs: rooms.pausedUntilMs(),
      diskFull: rooms.isDiskFull(),
      rule: rooms.rule(),
      counts: all,
      movable,
      checkable,
      atRest: atRest.map(({ kind }) => kind),
      lanes: lanes.length,
      sentInRound: traffic.sentInRound(),
      retryAtMs,
      copies: retryAtMs === null ? null : copiesWait(tables, clock.now()),
      folders: watched.length,
      planned: inFolders(
        folders.filter((folder) => folder.planned),
        ({ waiting }) => waiting,
      ),
      scanning: rooms.isScanning(),
      failed: unseen.some(({ kind }) => kind === 'failed'),
    }),
    counts: all,
    round,
    bytesPerSecond: traffic.speed(),
    speeds: traffic.speeds(),
    lanes,
    folders: watched.length,
    unseenFolders: unseen.length,
    unseen,
    problems: all.needs_you,
    waits: atRest,
    account: who === null ? null : { userId: who.userId, name: who.name, photos: all.done },
    trouble: account.trouble(),
    restored: readNotice(tables.meta),
    lastDoneMs: lists.lastDoneMs(),
    lastScanMs: watched.reduce<number | null>(
      (latest, folder) =>
        folder.lastScanMs !== null && folder.lastScanMs > (latest ?? 0) ? folder.lastScanMs : latest,
      null,
    ),
  };
}
