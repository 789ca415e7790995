// The small picture of everything, told at most four times a second: made of counts and memory, never of a walk over rows.
import type { ShownCounts } from '../../shared/library.ts';
import type { AccountTrouble, Snapshot, Status } from '../../shared/snapshot.ts';
import type { WaitReason } from '../../shared/send-rules.ts';
import type { Account } from './account.ts';
import type { FolderRow } from './db/folders.ts';
import type { Tables } from './db/library.ts';
import type { Lists } from './db/lists.ts';
import { readNotice } from './db/restored-notice.ts';
import type { Clock } from './ports.ts';
import { noRoomForCopy, notWritten } from './stations/mend-station.ts';
import type { Traffic } from './traffic.ts';

export interface Situation {
  hasRemote: boolean;
  trouble: AccountTrouble | null;
  offline: boolean;
  pausedUntilMs: number | null | 'no';
  diskFull: boolean;
  /** A rule of the person that waits. */
  rule: { why: WaitReason; untilMs: number | null } | null;
  counts: ShownCounts;
  /** Photos waiting in folders that can move now. */
  movable: number;
  /** Photos being checked: those of folders that can be read now. */
  checkable: number;
  /** Why folders keep their photos from being checked or sent, of those that do. */
  atRest: readonly WaitingFolder['kind'][];
  lanes: number;
  /** Earliest time at which a failed attempt is repeated; null: something is ready now, or nothing waits. */
  retryAtMs: number | null;
  /** Of what waits, why some of it cannot be made into a copy; null: not because of that. */
  copies: 'disk_full' | 'cannot_copy' | null;
  folders: number;
  /** Photos of folders that wait for the person's «start». */
  planned: number;
  scanning: boolean;
}

/** The one sentence's kind, most urgent first. Pure. */
export function statusOf(s: Situation): Status {
  if (s.trouble !== null && s.hasRemote) return { kind: 'account', trouble: s.trouble };
  if (s.folders === 0 && s.counts.all === 0) return { kind: 'empty' };
  if (s.diskFull) return { kind: 'waiting', untilMs: null, why: 'disk_full' };
  if (s.pausedUntilMs !== 'no') return { kind: 'paused', untilMs: s.pausedUntilMs };
  const open = s.counts.waiting + s.counts.checking;
  if (s.movable > 0 && s.rule !== null && s.hasRemote) return { kind: 'waiting', ...s.rule };
  if (open > 0 && !s.hasRemote) return { kind: 'waiting', untilMs: null, why: 'no_account' };
  if (open > 0 && s.offline) return { kind: 'offline' };
  if (s.lanes > 0) return { kind: 'sending' };
  if (s.movable > 0) {
    if (s.retryAtMs === null) return { kind: 'sending' };
    if (s.copies !== null) return { kind: 'waiting', untilMs: null, why: s.copies };
    return { kind: 'waiting', untilMs: s.retryAtMs, why: 'retry' };
  }
  if (s.checkable > 0 || s.scanning) return { kind: 'checking' };
  if (s.counts.needs_you + s.counts.review > 0)
    return { kind: 'needs_you', photos: s.counts.needs_you + s.counts.review };
  if (open > 0) return { kind: 'waiting', untilMs: null, why: whyAtRest(s) };
  return { kind: 'ready' };
}

type WaitingFolder = Snapshot['waits'][number];

/** What the person can end at once is said first. */
function whyAtRest({ planned, atRest }: Situation): 'planned' | 'drive_off' | 'folder_shut' | 'folder_paused' {
  if (planned > 0) return 'planned';
  return (['drive_off', 'folder_shut', 'folder_paused'] as const).find((why) => atRest.includes(why)) ?? 'drive_off';
}

/** Why the photos of a folder do not move; null: they do. */
function restOf(folder: FolderRow): WaitingFolder['kind'] | null {
  if (folder.paused) return 'folder_paused';
  if (folder.health === 'absent') return 'drive_off';
  if (folder.health === 'unreadable') return 'folder_shut';
  return folder.planned ? 'planned' : null;
}

/** Photos that wait because of their folder, largest first. A planned folder is checked all the same. */
function waitsOf(folders: readonly FolderRow[], byFolder: ReadonlyMap<number, ShownCounts>): WaitingFolder[] {
  return folders
    .flatMap((folder): WaitingFolder[] => {
      const kind = restOf(folder);
      const counts = byFolder.get(folder.folderId);
      if (kind === null || counts === undefined) return [];
      const unchecked = kind === 'planned' ? 0 : counts.checking;
      const photos = counts.waiting + unchecked;
      return photos === 0 ? [] : [{ kind, folderId: folder.folderId, title: folder.title, photos, unchecked }];
    })
    .sort((a, b) => b.photos - a.photos);
}

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

/** Photos may lie in it that nobody has seen. */
function isUnseen(tables: Tables, { folderId, health, paused }: FolderRow): boolean {
  if (paused) return false;
  return health === 'absent' || health === 'unreadable' || tables.folders.unopened(folderId).length > 0;
}

export function takeSnapshot(rooms: SnapshotRooms): Snapshot {
  const { tables, lists, account, traffic, clock } = rooms;
  const { all, byFolder, waitingBytes } = lists.counts();
  const folders = tables.folders.all();
  const open = new Set(rooms.sendingFolders().map((folder) => folder.folderId));
  const movable = [...byFolder].filter(([id]) => open.has(id)).reduce((sum, [, counts]) => sum + counts.waiting, 0);
  const watched = folders.filter((folder) => folder.kind === 'watched');
  const retries = [tables.placements, tables.albums].map((table) => table.soonestRetry(clock.now()));
  const waits = [rooms.serviceRestsUntilMs(), ...retries].filter((ms) => ms !== null);
  const soonest = waits.length === 0 ? null : Math.min(...waits);
  const retryAtMs = rooms.isMoving() ? null : soonest;
  const lanes = traffic.lanes();
  const round = traffic.round({ photos: all.waiting, bytes: waitingBytes }, tables.placements.onTheirWay);
  const who = account.who();
  const atRest = waitsOf(folders, byFolder);
  const checkable = all.checking - atRest.reduce((sum, { unchecked }) => sum + unchecked, 0);
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
      retryAtMs,
      copies: retryAtMs === null ? null : copiesWait(tables, clock.now()),
      folders: watched.length,
      planned: folders
        .filter((folder) => folder.planned)
        .reduce((sum, { folderId }) => sum + (byFolder.get(folderId)?.waiting ?? 0), 0),
      scanning: rooms.isScanning(),
    }),
    counts: all,
    round: { ...round, growing: checkable > 0 || rooms.isScanning() },
    bytesPerSecond: traffic.speed(),
    speeds: traffic.speeds(),
    lanes,
    folders: watched.length,
    unseenFolders: watched.filter((folder) => isUnseen(tables, folder)).length,
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
