// Migrates a database to this program's schema, one numbered step per transaction.
import type { Database } from 'better-sqlite3';
import { sql as library } from '../migrations/0001-library.ts';
import { sql as looks } from '../migrations/0002-looks.ts';
import { sql as readyToSend } from '../migrations/0003-ready-to-send.ts';
import { sql as albumsBeside } from '../migrations/0004-albums-beside.ts';
import { sql as decidedWhileChecked } from '../migrations/0005-decided-while-checked.ts';
import { sql as placeKept } from '../migrations/0006-place-kept.ts';
import { sql as placesLookedForAnew } from '../migrations/0007-places-looked-for-anew.ts';
import { sql as unopened } from '../migrations/0008-unopened.ts';
import { sql as photoVersions } from '../migrations/0009-photo-versions.ts';
import { sql as stampsOfBytes } from '../migrations/0010-stamps-of-bytes.ts';
import { sql as albumTitles } from '../migrations/0011-album-titles.ts';
import { sql as order } from '../migrations/0012-order.ts';
import { sql as fullAlbums } from '../migrations/0013-full-albums.ts';
import { sql as albumPrivacy } from '../migrations/0014-album-privacy.ts';
import { sql as albumsNotOurs } from '../migrations/0015-albums-not-ours.ts';
import { sql as limitEvidence } from '../migrations/0016-limit-evidence.ts';
import { sql as filledMeanwhile } from '../migrations/0017-filled-meanwhile.ts';
import { sql as captions } from '../migrations/0018-captions.ts';
import { sql as groups } from '../migrations/0019-groups.ts';

/** In order; the index + 1 is the number kept in `user_version`. */
export const migrations: readonly string[] = [
  library,
  looks,
  readyToSend,
  albumsBeside,
  decidedWhileChecked,
  placeKept,
  placesLookedForAnew,
  unopened,
  photoVersions,
  stampsOfBytes,
  albumTitles,
  order,
  fullAlbums,
  albumPrivacy,
  albumsNotOurs,
  limitEvidence,
  filledMeanwhile,
  captions,
  groups,
];

export type Migrated = { kind: 'ready'; from: number; to: number } | { kind: 'newer'; version: number };

/**
 * Runs the missing steps. Leaves a database of a newer program untouched. Throws what SQLite throws; a failed step
 * writes nothing.
 */
export function migrate(db: Database, steps: readonly string[] = migrations): Migrated {
  const from = db.pragma('user_version', { simple: true }) as number;
  if (from > steps.length) return { kind: 'newer', version: from };
  for (let number = from + 1; number <= steps.length; number++) {
    db.transaction(() => {
      db.exec(steps[number - 1] as string);
      db.pragma(`user_version = ${number}`);
    }).immediate();
  }
  return { kind: 'ready', from, to: steps.length };
}
