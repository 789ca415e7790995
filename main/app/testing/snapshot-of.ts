// Snapshots for tests: a quiet library, and the fields that differ. For tests only.
import type { Snapshot } from '../../../shared/snapshot.ts';

const quiet: Snapshot = {
  atMs: Date.UTC(2026, 6, 12, 12, 0),
  status: { kind: 'ready' },
  counts: { all: 340, checking: 0, review: 0, waiting: 0, done: 340, needs_you: 0, skipped: 0, duplicate: 0 },
  round: { photosDone: 0, photosTotal: 0, bytesDone: 0, bytesTotal: 0, secondsLeft: null, growing: false },
  bytesPerSecond: 0,
  speeds: [],
  lanes: [],
  folders: 2,
  unseenFolders: 0,
  unseen: [],
  problems: 0,
  waits: [],
  account: { userId: '1', name: 'Demo', photos: 340 },
  trouble: null,
  restored: null,
  uploadHosts: [],
  lastDoneMs: null,
  lastScanMs: null,
};

export function snapshotOf(differences: Partial<Snapshot>): Snapshot {
  return { ...quiet, ...differences };
}

/** 76 of 340 photos, 412 MB of 1.9 GB, about four minutes left. */
export const halfway: Snapshot['round'] = {
  photosDone: 76,
  photosTotal: 340,
  bytesDone: 412_000_000,
  bytesTotal: 1_900_000_000,
  secondsLeft: 240,
  growing: false,
};
