// The table of files as watching needs it.
import type { WatchHealth } from '../../../shared/library/folder.ts';
import type { DiskEntry, Unreadable } from '../disk/walk.ts';
import type { RootIdentity } from '../disk/root.ts';

export interface RecordedHealth {
  health: WatchHealth;
  /** With `scanned`: how often. */
  scanEveryMs: number | null;
  /** With `scanned` because of the system's watch limit: the line that lifts it. */
  remedy: string | null;
}

export interface FinishedScan {
  generation: number;
  /** '' is the whole folder; otherwise only what lies below this path was walked. */
  below: string;
  files: number;
  folders: number;
  /** Absence proves nothing for these and for all below them. */
  unreadable: readonly Unreadable[];
}

/**
 * One folder's files. Calls come one after another, never two at once: what answers a promise is waited for. A throw is
 * a bug or a full disk: watching stops and hands it to `onFailure`.
 */
export interface WatchStore {
  /** Files not missing (1 stands for any number), and the root's identity when it was last present (null: never). */
  known(): { files: number; identity: RootIdentity | null };
  /** At most `limit` files not missing, spread over the folder: does a root with another identity still hold them? */
  sample(limit: number): { relativePath: string; sizeBytes: number }[];
  rememberRoot(identity: RootIdentity): void;
  /** A new, higher number. Entries that follow belong to it. */
  beginScan(): number;
  /**
   * New and changed entries become «seen», known ones are met by the running scan; what is unchanged is written as
   * rarely as possible. `touched`: an event named them, so even a file with an old mtime must first be still. The same
   * entry may come twice.
   */
  compare(entries: readonly DiskEntry[], generation: number, touched: boolean): void | Promise<void>;
  /**
   * Files below `below` with a lower generation, and not under something unreadable, are missing. Only called when the
   * walk was complete and the root present.
   */
  finishScan(scan: FinishedScan): { missing: number } | Promise<{ missing: number }>;
  /** Paths that are no longer there: a file, or a folder with all below it. They may never have been known. */
  gone(relativePaths: readonly string[]): void | Promise<void>;
  setHealth(health: RecordedHealth): void;
}
