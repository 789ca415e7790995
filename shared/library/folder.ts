// A watched folder as a card shows it, and previews of one that is not added yet.
import { z } from 'zod';
import { count, id, timeMs } from '../shapes.ts';
import { groupOfAlbum, privacy } from './album.ts';
import { folderRules } from './folder-rules.ts';
import { shownCounts } from './shown-state.ts';

/**
 * `live`: events arrive. `scanned`: scanned on a timer instead. `absent`: the drive is not connected; nothing follows
 * from that.
 */
export const watchHealth = z.enum(['starting', 'live', 'scanned', 'absent', 'unreadable', 'paused']);
export type WatchHealth = z.infer<typeof watchHealth>;

/** Paths in a folder that could not be read: how many, and the first one with its error code. */
export const unopened = z.strictObject({ places: count, first: z.string(), code: z.string() });
export type Unopened = z.infer<typeof unopened>;

export const folderCard = z.strictObject({
  folderId: id,
  title: z.string(),
  path: z.string(),
  target: z.strictObject({
    kind: z.enum(['personal', 'album', 'per_subfolder']),
    title: z.string(),
    /** Title of the first album in the chain of full ones: the one that the person chose. */
    firstTitle: z.string(),
    privacy: privacy.nullable(),
    group: groupOfAlbum.optional(),
    albums: count,
    url: z.string().nullable(),
  }),
  rules: folderRules,
  counts: shownCounts,
  health: watchHealth,
  /** Since when the folder has this health. */
  healthSinceMs: timeMs,
  /** Only with `scanned`: the interval. */
  scanEveryMs: z.number().int().positive().nullable(),
  /** Only with `scanned` because of the system's watch limit: the command that raises it. */
  remedy: z.string().nullable(),
  /** At the last scan; paths relative to the folder. null: everything was read. */
  unopened: unopened.nullable(),
  /** Error code of the last scan if it did not finish; it is tried again. null: it finished. */
  trouble: z.string().nullable(),
  paused: z.boolean(),
  /** Checked, but not sent before the person starts it. */
  planned: z.boolean(),
  lastScanMs: timeMs.nullable(),
  /** Newest thumbnails, at most three sha256. */
  thumbnails: z.array(z.string()).max(3),
});
export type FolderCard = z.infer<typeof folderCard>;

/** A photo of a folder that is not added yet. */
export const folderPreview = z.strictObject({
  /** Shown as app://thumbnail/<sha256>. */
  sha256: z.string(),
  /** As seen, after orientation. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type FolderPreview = z.infer<typeof folderPreview>;

/** Limit for all folders together; one folder may have them all. */
export const maxFolderPreviews = 24;
