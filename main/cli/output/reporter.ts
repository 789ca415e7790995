// How a run reports: the interface that the plain, the live and the JSON view share.
import type { Restored, Snapshot } from '../../../shared/snapshot.ts';
import type { PhotoLine } from './photo-line.ts';
import type { UnopenedLine } from './unopened-lines.ts';

export interface Summary {
  done: number;
  held: number;
  skipped: number;
  duplicate: number;
  failed: number;
  /** Not decided yet: only after an interruption, or when the account needs a person. */
  waiting: number;
  /** Folders, places in them and files that could not be looked at: photos may lie there that nobody has seen. */
  unopened: number;
  bytesSent: number;
  seconds: number;
}

export interface Reporter {
  /** The folders and where their photos go; once, before anything is sent. */
  begun(folders: readonly { path: string; target: string }[]): void;
  /** The library had to be restored, lately: before anything else is told. */
  restored(what: Restored): void;
  /** A photo was decided. */
  photo(line: PhotoLine): void;
  snapshot(snapshot: Snapshot): void;
  /** Something a person should read now. */
  notice(text: string): void;
  /** Ends the view. `open`: held or failed photos, of this run or before; `unopened`: paths that could not be read. */
  finished(summary: Summary, open: Iterable<PhotoLine>, unopened: Iterable<UnopenedLine>): void;
}
