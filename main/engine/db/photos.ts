// Photos: the content, known by its sha256, with the facts inspection learned.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { captureSource, imageFormat, soundness, type Facts } from '../../../shared/facts.ts';

/** Of a photo's columns those that its placements are read with, too. */
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

/** The same by the names of `Facts`. */
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
  soundness,
});

export function openPhotos(db: Database, now: () => number) {
  const put = db.prepare<unknown[], { id: number }>(/* sql */ `INSERT INTO photos
      (sha256, size_bytes, format, width, height, orientation, captured_at_ms, captured_from, has_gps, soundness, has_thumbnail, inspected_at_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (sha256) DO UPDATE SET format = excluded.format, width = excluded.width, height = excluded.height,
      orientation = excluded.orientation, has_gps = excluded.has_gps,
      soundness = CASE WHEN excluded.soundness = 'whole' AND soundness = 'flawed' AND thorough_at_ms IS NOT NULL
        THEN 'flawed' ELSE excluded.soundness END,
      has_thumbnail = max(has_thumbnail, excluded.has_thumbnail), inspected_at_ms = excluded.inspected_at_ms
    RETURNING id`);
  const get = db.prepare<[number]>('SELECT * FROM photos WHERE id = ?');
  const has = db.prepare<[string]>('SELECT 1 FROM photos WHERE sha256 = ?');
  const keepLook = db.prepare('UPDATE photos SET fingerprint = ? WHERE id = ?');
  return {
    /** How it looks; '' where there is nothing to compare by. The same bytes always look the same. */
    keepFingerprint(id: number, fingerprint: string): void {
      keepLook.run(fingerprint, id);
    },
    /** The photo's id; what was learned before is replaced by what was learned now, but a quick look takes no damage back. */
    put(facts: Facts): number {
      const put_ = put.get(
        facts.sha256,
        facts.sizeBytes,
        facts.format,
        facts.width,
        facts.height,
        facts.orientation,
        facts.capturedAtMs,
        facts.capturedFrom,
        facts.hasGps ? 1 : 0,
        facts.soundness,
        facts.hasThumbnail ? 1 : 0,
        now(),
      );
      if (put_ === undefined) throw new Error('photo was not stored');
      return put_.id;
    },
    has: (sha256: string): boolean => has.get(sha256) !== undefined,
    get(id: number): Facts | null {
      const raw = get.get(id);
      if (raw === undefined) return null;
      const r = row.parse(raw);
      return {
        ...photoFields(r),
        capturedFrom: r.captured_from,
        hasGps: r.has_gps === 1,
        soundness: r.soundness,
      };
    },
  };
}
export type PhotoTable = ReturnType<typeof openPhotos>;
