// The table of photos: contents by sha256, with the facts that inspection found.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { captureSource, imageFormat, soundness, type Facts } from '../../../shared/facts.ts';
import type { LibraryQueries } from './sql-queries/library-queries.ts';

/** The columns that a placement is read with, too. */
export const photoColumns = {
  sha256: z.string(),
  size_bytes: z.number(),
  format: imageFormat.nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  orientation: z.number(),
  captured_at_ms: z.number().nullable(),
  has_thumbnail: z.number(),
};
const columns = z.object(photoColumns);

/** The same columns by the names of `Facts`. */
export function photoFields(r: z.infer<typeof columns>) {
  return {
    sha256: r.sha256,
    sizeBytes: r.size_bytes,
    format: r.format,
    width: r.width,
    height: r.height,
    orientation: r.orientation,
    capturedAtMs: r.captured_at_ms,
    hasThumbnail: r.has_thumbnail === 1,
  };
}

const row = columns.extend({
  id: z.number(),
  captured_from: captureSource.nullable(),
  has_gps: z.number(),
  caption: z.string().nullable(),
  soundness,
});

export function openPhotoQueries(db: Database) {
  const get = db.prepare<[number]>('SELECT * FROM photos WHERE id = ?');
  const has = db.prepare<[string]>('SELECT 1 FROM photos WHERE sha256 = ?');
  return {
    has: (sha256: string): boolean => has.get(sha256) !== undefined,
    get(id: number): Facts | null {
      const raw = get.get(id);
      if (raw === undefined) return null;
      const r = row.parse(raw);
      return {
        ...photoFields(r),
        capturedFrom: r.captured_from,
        hasGps: r.has_gps === 1,
        caption: r.caption,
        soundness: r.soundness,
      };
    },
  };
}

export function openPhotos(db: Database, queries: LibraryQueries['photos'], now: () => number) {
  const put = db.prepare<unknown[], { id: number }>(/* sql */ `INSERT INTO photos
      (sha256, size_bytes, format, width, height, orientation, captured_at_ms, captured_from, has_gps,
        caption, soundness, has_thumbnail, inspected_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (sha256) DO UPDATE SET format = excluded.format, width = excluded.width, height = excluded.height,
      orientation = excluded.orientation, has_gps = excluded.has_gps,
      caption = excluded.caption,
      soundness = CASE WHEN excluded.soundness = 'whole' AND soundness = 'flawed' AND thorough_at_ms IS NOT NULL
        THEN 'flawed' ELSE excluded.soundness END,
      has_thumbnail = max(has_thumbnail, excluded.has_thumbnail), inspected_at_ms = excluded.inspected_at_ms
    RETURNING id`);
  const ownCaption = db.prepare('UPDATE photos SET own_caption = ? WHERE id = ?');
  const fingerprints = db.prepare('UPDATE photos SET fingerprint = ? WHERE id = ?');
  return {
    ...queries,
    /** A person's own words, which no inspection changes. '': none is wanted; null: as the folder's rule says. */
    setOwnCaption(id: number, caption: string | null): void {
      ownCaption.run(caption, id);
    },
    /** '': the picture has no fingerprint. Same bytes, same fingerprint. */
    keepFingerprint(id: number, fingerprint: string): void {
      fingerprints.run(fingerprint, id);
    },
    /**
     * Answers the photo's id. Newer facts replace older ones, but a quick decode does not clear damage that a full
     * decode found.
     */
    put(facts: Facts): number {
      const stored = put.get(
        facts.sha256,
        facts.sizeBytes,
        facts.format,
        facts.width,
        facts.height,
        facts.orientation,
        facts.capturedAtMs,
        facts.capturedFrom,
        facts.hasGps ? 1 : 0,
        facts.caption,
        facts.soundness,
        facts.hasThumbnail ? 1 : 0,
        now(),
      );
      if (stored === undefined) throw new Error('photo was not stored');
      return stored.id;
    },
  };
}
export type PhotoTable = ReturnType<typeof openPhotos>;
