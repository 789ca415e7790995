// Compares folder, database and ledger when all work has ended: each wanted photo once in its album, nothing else, and
// the records agree.
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Ledger } from '../../main/emulator/state/ledger.ts';
import type { PhotoFolder } from './photo-folder.ts';

export interface Verdict {
  /** Photos that should be there and are. */
  arrived: number;
  lost: string[];
  doubled: string[];
  /** On the service, and nobody wanted it there. */
  foreign: string[];
  /** The records of the engine say something else than the service. */
  wrongRecords: string[];
}

interface Sent {
  id: number;
  state: string;
  assigned_id: string | null;
  sha256: string;
  /** Of what was sent: the file's own hash, or its converted copy's. */
  sent: string;
  album: string;
}

export function placementsOf(dataFolder: string): Sent[] {
  const db = new Sqlite(join(dataFolder, 'library.db'), { readonly: true });
  try {
    return db
      .prepare<[], Sent>(
        `SELECT p.id, p.state, p.assigned_id, h.sha256, coalesce(p.sent_sha256, h.sha256) AS sent, a.title AS album
         FROM placements p JOIN photos h ON h.id = p.photo_id JOIN albums a ON a.id = p.album_id`,
      )
      .all();
  } finally {
    db.close();
  }
}

/** `strangers`: contents that the person put there by themselves. None of them is ours. */
export function compare(
  folders: readonly PhotoFolder[],
  dataFolder: string,
  ledger: Ledger,
  strangers: ReadonlySet<string>,
): Verdict {
  const verdict: Verdict = { arrived: 0, lost: [], doubled: [], foreign: [], wrongRecords: [] };
  const placements = placementsOf(dataFolder);
  const standing = ledger.photos.filter((photo) => !photo.deleted);
  for (const folder of folders) {
    const albums = ledger.albums.filter((album) => album.title === folder.title);
    if (albums.length > 1) verdict.doubled.push(`${albums.length} albums «${folder.title}»`);
    const there = new Map<string, number>();
    for (const photo of standing.filter(({ albumId }) => albums.some(({ aid }) => aid === albumId)))
      there.set(photo.sha256, (there.get(photo.sha256) ?? 0) + 1);
    const ours = placements.filter(({ album }) => album === folder.title);
    const sentAs = new Map(ours.map((placement) => [placement.sha256, placement.sent]));
    for (const sha256 of folder.wanted()) {
      if ((there.get(sentAs.get(sha256) ?? sha256) ?? 0) > 0) verdict.arrived += 1;
      else verdict.lost.push(`${folder.title}: ${sha256.slice(0, 12)} is ${stateOf(ours, sha256)}`);
    }
    const possible = new Set([...folder.possible()].map((sha256) => sentAs.get(sha256) ?? sha256));
    for (const [sha256, times] of there) {
      if (times > 1) verdict.doubled.push(`${folder.title}: ${sha256.slice(0, 12)} ${times} times`);
      if (!possible.has(sha256) && !strangers.has(sha256))
        verdict.foreign.push(`${folder.title}: ${sha256.slice(0, 12)}`);
    }
    verdict.wrongRecords.push(...wrongRecords(ours, there, standing, folder.wanted()));
  }
  const known = new Set(
    ledger.albums.filter(({ title }) => folders.some((one) => one.title === title)).map(({ aid }) => aid),
  );
  for (const photo of standing)
    if (photo.albumId === null || !known.has(photo.albumId))
      verdict.foreign.push(`elsewhere: ${photo.sha256.slice(0, 12)}`);
  return verdict;
}

const stateOf = (ours: readonly Sent[], sha256: string): string =>
  ours.find((placement) => placement.sha256 === sha256)?.state ?? 'not placed';

function wrongRecords(
  ours: readonly Sent[],
  there: Map<string, number>,
  standing: Ledger['photos'],
  wanted: ReadonlySet<string>,
): string[] {
  const wrong: string[] = [];
  const claimed = new Set<string>();
  for (const { id, state, assigned_id, sent, sha256, album } of ours) {
    const isThere = there.has(sent);
    if (state === 'done' && !isThere) wrong.push(`${album}: placement ${id} is done and not there`);
    // A photo whose file was edited while its outcome was open: nobody wants to know any more.
    const isOpen = state === 'unclear' && !wanted.has(sha256);
    if (state !== 'done' && isThere && !isOpen) wrong.push(`${album}: placement ${id} is ${state} and there`);
    if (assigned_id === null) continue;
    if (claimed.has(assigned_id)) wrong.push(`${album}: ${assigned_id} belongs to two placements`);
    claimed.add(assigned_id);
    const photo = standing.find((one) => one.assignedId === assigned_id);
    if (photo?.sha256 !== sent) wrong.push(`${album}: placement ${id} took another photo's id`);
  }
  return wrong;
}
