// The lists a person looks at besides the photos themselves: problems, history, counts, plans. Reads only.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { Plan } from '../../../shared/library/plan.ts';
import type { PhotoRow } from '../../../shared/library/photo.ts';
import type { ShownCounts } from '../../../shared/library/shown-state.ts';
import { noCounts, shownState } from '../../../shared/library/shown-state.ts';
import { albumReasons, problemReason, reason, type ProblemReason } from '../../../shared/reasons.ts';
import { openPhotoList } from './photo-list.ts';
import { inFlightStates } from './ready-placements.ts';
import { openVersions } from './versions.ts';
import { rowColumns, rowJoins, toPhotoRow } from './photo-row.ts';

const countRow = z.object({ folder_id: z.number(), shown: shownState, files: z.number(), bytes: z.number() });
const groupRow = z.object({
  reason: problemReason,
  album_id: z.number().nullable(),
  album_title: z.string().nullable(),
  folder_id: z.number().nullable(),
  folder_title: z.string().nullable(),
  photos: z.number(),
});
const folderProblemRow = z.object({ reason: problemReason.nullable(), photos: z.number() });
const momentRow = z.object({ album_id: z.number(), at: z.number(), photos: z.number() });

const plannedRow = z.object({ shown: shownState, files: z.number(), bytes: z.number() });
const heldRow = z.object({ reason, photos: z.number() });

const hourMs = 3_600_000;
const partRows = 1_000;

const ofAlbums = albumReasons.map((one) => `'${one}'`).join(', ');

/** Enough for the wall of an idle overview; strips show as many as fit. */
const momentRows = 24;

export function openLists(db: Database) {
  const versions = openVersions(db);
  const counts = db.prepare('SELECT folder_id, shown, files, bytes FROM counts WHERE files > 0');
  const groups =
    db.prepare(/* sql */ `SELECT reason, NULL AS album_id, NULL AS album_title, NULL AS folder_id, NULL AS folder_title, count(*) AS photos FROM files INDEXED BY files_problems
    WHERE shown = 'needs_you' AND reason IS NOT NULL AND reason NOT IN (${ofAlbums}, 'unnamed_picture') GROUP BY reason
    UNION ALL
    SELECT f.reason, NULL, NULL, f.folder_id, d.title, count(*) FROM files f INDEXED BY files_problems JOIN folders d ON d.id = f.folder_id
    WHERE f.shown = 'needs_you' AND f.reason = 'unnamed_picture' GROUP BY f.folder_id
    UNION ALL
    SELECT f.reason, p.album_id, a.title, NULL, NULL, count(*) FROM files f JOIN placements p ON p.id = f.placement_id JOIN albums a ON a.id = p.album_id
    WHERE f.shown = 'needs_you' AND f.reason IN (${ofAlbums}) GROUP BY f.reason, p.album_id
    ORDER BY photos DESC`);
  const ofGroup = db.prepare(`SELECT ${rowColumns} ${rowJoins}
    WHERE f.shown = 'needs_you' AND f.reason = @reason AND (@album IS NULL OR p.album_id = @album) AND (@folder IS NULL OR f.folder_id = @folder) ORDER BY f.sort_ms DESC, f.id DESC LIMIT @limit`);
  const idsOfGroup = db.prepare(`SELECT f.id FROM files f LEFT JOIN placements p ON p.id = f.placement_id
    WHERE f.shown = 'needs_you' AND f.reason = @reason AND (@album IS NULL OR p.album_id = @album) ORDER BY f.id`);
  // An album and an hour make a moment: what came up together is shown together.
  const lastDoneBefore = db.prepare<[number], { at: number | null }>(
    'SELECT max(done_at_ms) AS at FROM placements WHERE done_at_ms IS NOT NULL AND done_at_ms < ?',
  );
  const momentsOfHour =
    db.prepare(/* sql */ `SELECT album_id, max(done_at_ms) AS at, count(*) AS photos FROM placements INDEXED BY placements_history
    WHERE done_at_ms IS NOT NULL AND done_at_ms >= ? AND done_at_ms < ? GROUP BY album_id ORDER BY at DESC`);
  const ofMoment =
    db.prepare(`SELECT ${rowColumns} FROM placements p INDEXED BY placements_history JOIN files f ON f.id = p.file_id JOIN folders d ON d.id = f.folder_id
    JOIN photos h ON h.id = p.photo_id
    WHERE p.done_at_ms IS NOT NULL AND p.done_at_ms >= @from AND p.done_at_ms < @to AND p.album_id = @album ORDER BY p.done_at_ms DESC LIMIT @limit`);
  const one = db.prepare(`SELECT ${rowColumns} ${rowJoins} WHERE f.id = ?`);
  const newest = db.prepare(/* sql */ `SELECT h.sha256, f.sort_ms FROM files f JOIN photos h ON h.id = f.photo_id
    WHERE f.folder_id = ? AND f.shown = ? AND h.has_thumbnail = 1 ORDER BY f.sort_ms DESC, f.id DESC LIMIT 3`);
  const albumsOfFolder = db.prepare<[number], { n: number }>('SELECT count(*) AS n FROM albums WHERE folder_id = ?');
  const photosOfAlbum = db.prepare<[number], { n: number }>(
    `SELECT count(*) AS n FROM placements WHERE album_id = ? AND state = 'done'`,
  );
  const lastDone = db.prepare<[], { at: number | null }>(
    'SELECT max(done_at_ms) AS at FROM placements WHERE done_at_ms IS NOT NULL',
  );
  const plannedCounts = db.prepare(`SELECT shown, sum(files) AS files, sum(bytes) AS bytes FROM counts
    WHERE folder_id IN (SELECT value FROM json_each(?)) GROUP BY shown`);
  const plannedHeld =
    db.prepare(`SELECT reason, count(*) AS photos FROM files WHERE shown = 'needs_you' AND reason IS NOT NULL
    AND folder_id IN (SELECT value FROM json_each(?)) GROUP BY reason ORDER BY photos DESC`);
  const plannedGps = db.prepare<
    [string],
    { n: number }
  >(`SELECT count(*) AS n FROM placements p JOIN photos h ON h.id = p.photo_id
    WHERE p.state IN ('queued', 'review') AND h.has_gps = 1 AND p.folder_id IN (SELECT value FROM json_each(?))
    AND (p.mend_plan IS NULL OR json_extract(p.mend_plan, '$.removeGps') = 0)`);
  const undecided = db.prepare<
    [number, number, number],
    { id: number; photo_id: number; file_id: number; path: string }
  >(/* sql */ `SELECT p.id, p.photo_id, p.file_id, f.path FROM placements p CROSS JOIN files f ON f.id = p.file_id
    WHERE p.id > ? AND p.id <= ? AND p.folder_id = ? AND (p.state IN ('held', 'review', 'queued', 'reserved', 'uploaded')
      OR (p.state = 'skipped' AND p.reason IN ('unnamed_left_out', 'edited_version', 'jpeg_beside'))) ORDER BY p.id`);
  const twins = db.prepare<
    [number, number, number],
    { id: number; photo_id: number; path: string; album_id: number }
  >(/* sql */ `SELECT f.id, f.photo_id, f.path, p.album_id FROM files f CROSS JOIN placements p ON p.id = f.placement_id
    WHERE f.id > ? AND f.id <= ? AND f.folder_id = ? AND f.state = 'duplicate' AND f.photo_id IS NOT NULL
      AND p.state IN ('held', 'review', 'queued', 'reserved', 'uploaded') ORDER BY f.id`);
  const lastFile = db.prepare<[], { id: number }>('SELECT coalesce(max(id), 0) AS id FROM files');
  const lastPlacement = db.prepare<[], { id: number }>('SELECT coalesce(max(id), 0) AS id FROM placements');
  const heldForAlbum = db.prepare(
    `SELECT id FROM placements WHERE album_id = ? AND state = 'held' AND reason IN (${ofAlbums})`,
  );
  const heldByFull = db
    .prepare<[number], number>(
      `SELECT placement_id FROM files WHERE folder_id = ? AND shown = 'needs_you' AND reason = 'album_full' AND placement_id IS NOT NULL`,
    )
    .pluck();
  const forgettable = db.prepare<[number], { n: number }>(
    `SELECT EXISTS (SELECT 1 FROM counts WHERE folder_id = ? AND shown <> 'done' AND files > 0) AS n`,
  );
  const movingIn = db.prepare<
    { folder: number; stuck: string },
    { n: number }
  >(/* sql */ `SELECT EXISTS (SELECT 1 FROM placements INDEXED BY placements_next WHERE folder_id = @folder AND state = 'queued' AND source_placed = 1
      AND id NOT IN (SELECT value FROM json_each(@stuck)))
    OR EXISTS (SELECT 1 FROM placements p INDEXED BY placements_work
      WHERE p.folder_id = @folder AND p.state = 'reserved' AND ${inFlightStates} AND p.source_placed = 1
        AND p.id NOT IN (SELECT value FROM json_each(@stuck))) AS n`);
  const publishingIn = db.prepare<
    { folder: number; stuck: string },
    { n: number }
  >(/* sql */ `SELECT EXISTS (SELECT 1 FROM placements p INDEXED BY placements_work WHERE p.folder_id = @folder AND p.state = 'uploaded'
      AND ${inFlightStates} AND p.id NOT IN (SELECT value FROM json_each(@stuck))) AS n`);
  const problemsOfFolder = db.prepare(
    `SELECT reason, count(*) AS photos FROM files WHERE folder_id = ? AND shown = 'needs_you' GROUP BY reason`,
  );
  const sentOf = db.prepare<
    [number],
    {
      mend_plan: string | null;
      sent_bytes: number | null;
      sent_width: number | null;
      sent_height: number | null;
      sent_format: string | null;
      assigned_id: string | null;
      last_error: string | null;
      attempts: number;
      changed_at_ms: number;
      album_id: number;
      state: string;
    }
  >(
    'SELECT mend_plan, sent_bytes, sent_width, sent_height, sent_format, assigned_id, last_error, attempts, changed_at_ms, album_id, state FROM placements WHERE id = ?',
  );
  return {
    ...openPhotoList(db),
    row(fileId: number): PhotoRow | null {
      const raw = one.get(fileId);
      return raw === undefined ? null : toPhotoRow(raw);
    },
    /** By folder, and all together under 0. */
    /** `waitingBytes`: by folder. */
    counts(): { byFolder: Map<number, ShownCounts>; all: ShownCounts; waitingBytes: Map<number, number> } {
      const byFolder = new Map<number, ShownCounts>();
      const all = noCounts();
      const waitingBytes = new Map<number, number>();
      for (const raw of counts.all()) {
        const one_ = countRow.parse(raw);
        const folder = byFolder.get(one_.folder_id) ?? noCounts();
        byFolder.set(one_.folder_id, folder);
        for (const sum of [folder, all]) {
          sum[one_.shown] += one_.files;
          sum.all += one_.files;
        }
        if (one_.shown === 'waiting') waitingBytes.set(one_.folder_id, one_.bytes);
      }
      return { byFolder, all, waitingBytes };
    },
    problems(): {
      reason: ProblemReason;
      albumId: number | null;
      albumTitle: string | null;
      folder: { folderId: number; title: string } | null;
      photos: number;
      rows: PhotoRow[];
    }[] {
      return groups.all().map((raw) => {
        const group = groupRow.parse(raw);
        const rows = ofGroup
          .all({ reason: group.reason, album: group.album_id, folder: group.folder_id, limit: 8 })
          .map(toPhotoRow);
        return {
          reason: group.reason,
          albumId: group.album_id,
          albumTitle: group.album_title,
          folder: group.folder_id === null ? null : { folderId: group.folder_id, title: group.folder_title ?? '' },
          photos: group.photos,
          rows,
        };
      });
    },
    problemsOfFolder: (folderId: number): { reason: ProblemReason | null; photos: number }[] =>
      problemsOfFolder.all(folderId).map((raw) => folderProblemRow.parse(raw)),
    idsOfProblem: (reason: ProblemReason, albumId: number | null): number[] =>
      (idsOfGroup.all({ reason, album: albumId }) as { id: number }[]).map(({ id }) => id),
    /** Newest first; an hour's moments of all albums stand together. */
    moments(limit: number): { albumId: number; atMs: number; photos: number; rows: PhotoRow[] }[] {
      const found: { albumId: number; atMs: number; photos: number; rows: PhotoRow[] }[] = [];
      let before = Number.MAX_SAFE_INTEGER;
      while (found.length < limit) {
        const at = lastDoneBefore.get(before)?.at ?? null;
        if (at === null) break;
        const from = Math.floor(at / hourMs) * hourMs;
        for (const raw of momentsOfHour.all(from, from + hourMs)) {
          const { album_id: albumId, at: atMs, photos } = momentRow.parse(raw);
          if (found.length === limit) break;
          const rows = ofMoment.all({ from, to: from + hourMs, album: albumId, limit: momentRows }).map(toPhotoRow);
          found.push({ albumId, atMs, photos, rows });
        }
        before = from;
      }
      return found;
    },
    /** Of the newest photos that are, or will be, on the service. */
    thumbnailsOf: (folderId: number): string[] =>
      (['done', 'waiting', 'review'] as const)
        .flatMap((shown) => newest.all(folderId, shown) as { sha256: string; sort_ms: number }[])
        .sort((a, b) => b.sort_ms - a.sort_ms)
        .slice(0, 3)
        .map(({ sha256 }) => sha256),
    albumsOfFolder: (folderId: number): number => albumsOfFolder.get(folderId)?.n ?? 0,
    photosOfAlbum: (albumId: number): number => photosOfAlbum.get(albumId)?.n ?? 0,
    lastDoneMs: (): number | null => lastDone.get()?.at ?? null,
    /** What will happen with these folders. `bytesPerSecond`: the speed last measured. */
    plan(folderIds: readonly number[], bytesPerSecond: number | null): Omit<Plan, 'searching'> {
      const ids = JSON.stringify(folderIds);
      const sum = { checking: 0, review: 0, waiting: 0, done: 0, needs_you: 0, skipped: 0, duplicate: 0 };
      let bytes = 0;
      for (const raw of plannedCounts.all(ids)) {
        const one_ = plannedRow.parse(raw);
        sum[one_.shown] += one_.files;
        if (one_.shown === 'waiting' || one_.shown === 'review') bytes += one_.bytes;
      }
      return {
        checking: sum.checking,
        toSend: { photos: sum.waiting + sum.review, bytes },
        seconds: bytesPerSecond === null || bytesPerSecond <= 0 ? null : Math.ceil(bytes / bytesPerSecond),
        alreadyThere: sum.done,
        duplicates: sum.duplicate,
        skipped: sum.skipped,
        versions: versions.pairs(folderIds),
        held: plannedHeld.all(ids).map((raw) => heldRow.parse(raw)),
        withGps: plannedGps.get(ids)?.n ?? 0,
      };
    },
    /** Placements that precheck may still decide about. null: a part of the library was looked through, others may have their turn. */
    *undecidedOf(
      folderId: number,
    ): Generator<{ placementId: number; photoId: number; fileId: number; path: string } | null> {
      const end = lastPlacement.get()?.id ?? 0;
      for (let from = 0; from < end; from += partRows) {
        for (const row of undecided.all(from, from + partRows, folderId))
          yield { placementId: row.id, photoId: row.photo_id, fileId: row.file_id, path: row.path };
        yield null;
      }
    },
    /** Copies whose photo is not sent yet; `albumId` is where that waits to go. null as above. */
    *copiesIn(folderId: number): Generator<{ fileId: number; photoId: number; path: string; albumId: number } | null> {
      const end = lastFile.get()?.id ?? 0;
      for (let from = 0; from < end; from += partRows) {
        for (const row of twins.all(from, from + partRows, folderId))
          yield { fileId: row.id, photoId: row.photo_id, path: row.path, albumId: row.album_id };
        yield null;
      }
    },
    /** Whether a removed folder still has rows that say nothing of the service. */
    isForgettable: (folderId: number): boolean => forgettable.get(folderId)?.n === 1,
    /** Of this folder, what waits because its album is full. */
    heldByFullAlbums: (folderId: number): number[] => heldByFull.all(folderId),
    heldForAlbum: (albumId: number): number[] => (heldForAlbum.all(albumId) as { id: number }[]).map(({ id }) => id),
    /** Whether bytes of this folder are there and not public yet. */
    isPublishing: (folderId: number, stuck: readonly number[] = []): boolean =>
      publishingIn.get({ folder: folderId, stuck: JSON.stringify(stuck) })?.n === 1,
    /** Whether placements of this folder still are, or could be, on their way to the service. `stuck`: those that will not get there by themselves. */
    isMoving: (folderId: number, stuck: readonly number[] = []): boolean =>
      movingIn.get({ folder: folderId, stuck: JSON.stringify(stuck) })?.n === 1,
    placement: (placementId: number) => sentOf.get(placementId) ?? null,
  };
}
export type Lists = ReturnType<typeof openLists>;
