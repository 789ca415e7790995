// A watched folder as a card shows it, and previews of one that is not added yet.
import { z } from 'zod';
import { count, id, timeMs } from '../shapes.ts';
import { privacy } from './album.ts';
import { folderRules } from './folder-rules.ts';
import { shownCounts } from './shown-state.ts';

/** `live`: events arrive. `scanned`: no watching, walked on a timer. `absent`: the drive is not connected; nothing is concluded from that. */
export const watchHealth = z.enum(['starting', 'live', 'scanned', 'absent', 'unreadable', 'paused']);
export type WatchHealth = z.infer<typeof watchHealth>;

/** What inside a folder could not be looked at: how many places, and the first one with the system's word for why. */
export const unopened = z.strictObject({ places: count, first: z.string(), code: z.string() });
export type Unopened = z.infer<typeof unopened>;

export const folderCard = z.strictObject({
  folderId: id,
  title: z.string(),
  path: z.string(),
  target: z.strictObject({
    kind: z.enum(['personal', 'album', 'per_subfolder']),
    title: z.string(),
    /** Of the album that was full before this one, and before that: it is what the person chose. */
    firstTitle: z.string(),
    privacy: privacy.nullable(),
    albums: count,
    url: z.string().nullable(),
  }),
  rules: folderRules,
  counts: shownCounts,
  health: watchHealth,
  /** Since when the health is what it is. */
  healthSinceMs: timeMs,
  /** Only with `scanned`: how often. */
  scanEveryMs: z.number().int().positive().nullable(),
  /** Only with `scanned` because of the system's watch limit: the line that lifts it. */
  remedy: z.string().nullable(),
  /** When that was last tried, relative to it; null: nothing. */
  unopened: unopened.nullable(),
  /** Code of why it was not looked through to its end, lately: it is tried again. null: it was. */
  trouble: z.string().nullable(),
  paused: z.boolean(),
  /** Checked, but nothing is sent before the person starts it. */
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

/** Of all folders together; one alone may have them all. */
export const maxFolderPreviews = 24;
