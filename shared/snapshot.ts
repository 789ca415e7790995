// The snapshot of the engine, sent up to four times a second: status, lanes, speed, counts, account trouble.
import { z } from 'zod';
import { imageFormat } from './facts.ts';
import { shownCounts } from './library/shown-state.ts';
import { byteCount, count, id, timeMs } from './shapes.ts';

export const lane = z.strictObject({
  lane: count,
  fileId: id,
  name: z.string(),
  folderTitle: z.string(),
  /** null: personal photos. */
  albumTitle: z.string().nullable(),
  /** What happens to it right now. */
  step: z.enum(['reserving', 'converting', 'sending', 'committing']),
  /** A copy is made and sent instead of the file: `converting` is one of its steps. */
  converts: z.boolean(),
  sentBytes: byteCount,
  totalBytes: byteCount,
  thumbnail: z.string().nullable(),
  width: z.number().int().positive().nullable(),
  height: z.number().int().positive().nullable(),
  /** Format of the copy, where it is another than the file's. */
  becomes: imageFormat.nullable(),
});
export type Lane = z.infer<typeof lane>;

/** Troubles that stop or slow the whole account, most urgent first. */
export const accountTrouble = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sign_in') }),
  /** The sign-in is stored in a locked keyring. */
  z.strictObject({ kind: z.literal('keyring_locked') }),
  z.strictObject({ kind: z.literal('permission'), right: z.string() }),
  /** A bug or a bad build: the service does not understand us (codes 3, 4, 21, 100, 101, 104, 210). */
  z.strictObject({ kind: z.literal('rejected'), code: z.number().int() }),
  /** The answers are not those of an OK server. */
  z.strictObject({ kind: z.literal('not_ok_server') }),
  /**
   * The service's address (`bytes`: the upload address) redirects to another one, where nothing is sent. Host names
   * only.
   */
  z.strictObject({
    kind: z.literal('redirected'),
    bytes: z.boolean(),
    host: z.string(),
    to: z.string().nullable(),
    how: z.enum(['elsewhere', 'moved', 'loop', 'insecure', 'unnamed']),
    /** So often in a row. */
    tries: count,
    untilMs: timeMs,
  }),
  /** The service answers, but another server answers at the upload address. `heard`: the beginning of that answer. */
  z.strictObject({
    kind: z.literal('strange_upload'),
    host: z.string(),
    heard: z.string().nullable(),
    tries: count,
    untilMs: timeMs,
  }),
  /** The service named an upload address on a host that is neither its own nor allowed by the person. */
  z.strictObject({
    kind: z.literal('upload_host'),
    scheme: z.enum(['http', 'https']),
    host: z.string(),
    tries: count,
    untilMs: timeMs,
  }),
  z.strictObject({
    kind: z.literal('other_account'),
    expected: z.string(),
    /**
     * `user`: the same application, so another person. `application`: ids may differ from one application to another,
     * so it may be the same person. `nothing_found`: the person says so, and nothing of the library is there.
     */
    why: z.enum(['user', 'application', 'nothing_found']),
  }),
  z.strictObject({ kind: z.literal('resting'), untilMs: timeMs, code: z.number().int() }),
]);
export type AccountTrouble = z.infer<typeof accountTrouble>;

/** What was met so often in a row is no hiccup. */
const triesOfHiccup = 3;

/** Probably ends by itself: a run in the terminal keeps waiting. */
export function isPassing(trouble: AccountTrouble): boolean {
  if (trouble.kind === 'redirected' || trouble.kind === 'strange_upload') return trouble.tries < triesOfHiccup;
  return trouble.kind === 'resting';
}

export const status = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('starting') }),
  /** No folder and no photo yet. */
  z.strictObject({ kind: z.literal('empty') }),
  z.strictObject({ kind: z.literal('ready') }),
  /** Scanning folders or checking photos; none of this round has been sent yet. */
  z.strictObject({ kind: z.literal('checking') }),
  /** Photos are sent, others may still be checked; also while the next ones are only being checked. */
  z.strictObject({ kind: z.literal('sending') }),
  z.strictObject({ kind: z.literal('paused'), untilMs: timeMs.nullable() }),
  z.strictObject({ kind: z.literal('offline') }),
  z.strictObject({ kind: z.literal('account'), trouble: accountTrouble }),
  /** Everything left waits for its next attempt. */
  z.strictObject({
    kind: z.literal('waiting'),
    untilMs: timeMs.nullable(),
    why: z.enum([
      'retry',
      'hours',
      'metered',
      'battery',
      'drive_off',
      'folder_shut',
      'folder_paused',
      'folder_failed',
      'planned',
      'no_account',
      'disk_full',
      'cannot_copy',
    ]),
  }),
  /** Nothing can be done without a person's decision. */
  z.strictObject({ kind: z.literal('needs_you'), photos: count }),
]);
export type Status = z.infer<typeof status>;

/** The library was damaged, lost or restored from a backup; shown until the person dismisses it. */
export const restored = z.strictObject({
  /** When that was noticed. */
  atMs: timeMs,
  /** Time of the restored backup; null: it began empty. */
  backupMs: timeMs.nullable(),
  /** Path of the damaged file; null: none. */
  asidePath: z.string().nullable(),
});
export type Restored = z.infer<typeof restored>;

/** Sent at most four times a second: small, and complete in itself. */
export const snapshot = z.strictObject({
  atMs: timeMs,
  status,
  counts: shownCounts,
  /**
   * The round began after some seconds with nothing to check or send. Its numbers only grow, unless a person leaves
   * photos out.
   */
  round: z.strictObject({
    photosDone: count,
    photosTotal: count,
    bytesDone: byteCount,
    bytesTotal: byteCount,
    /** null until it is steady. */
    secondsLeft: count.nullable(),
    /** Files are found or checked, or were a moment ago: totals may grow. */
    growing: z.boolean(),
  }),
  bytesPerSecond: z.number().nonnegative(),
  /** Last samples of the speed, oldest first, one a second, at most 60. */
  speeds: z.array(z.number().nonnegative()).max(60),
  lanes: z.array(lane),
  folders: count,
  /** Folders that are absent, unreadable, not fully scanned, or contain unreadable paths. */
  unseenFolders: count,
  /** Those folders and why, without paused ones. */
  unseen: z.array(
    z.strictObject({
      kind: z.enum(['drive_off', 'folder_shut', 'failed', 'unopened']),
      folderId: id,
      title: z.string(),
      /** With `unopened`: the number of paths. */
      places: count,
    }),
  ),
  /** Photos and files that need a decision. */
  problems: count,
  /** Photos that wait because of their folder, largest first. */
  waits: z.array(
    z.strictObject({
      /** `folder_shut`: its root exists but cannot be read. */
      kind: z.enum(['drive_off', 'folder_shut', 'folder_paused', 'planned', 'retry']),
      folderId: id.nullable(),
      title: z.string(),
      photos: count,
      /** Those of them that are not checked yet; `counts.checking` includes them. */
      unchecked: count,
    }),
  ),
  account: z.strictObject({ userId: z.string(), name: z.string(), photos: count }).nullable(),
  trouble: accountTrouble.nullable(),
  restored: restored.nullable(),
  /** Hosts outside the service's own domains that the person allowed for good. */
  uploadHosts: z.array(z.string()),
  lastDoneMs: timeMs.nullable(),
  lastScanMs: timeMs.nullable(),
});
export type Snapshot = z.infer<typeof snapshot>;
