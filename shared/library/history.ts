// The history of what was sent.
import { z } from 'zod';
import { count, id, timeMs } from '../shapes.ts';
import { groupOfAlbum, privacy } from './album.ts';
import { photoRow } from './photo.ts';

/** Photos that reached one album at about the same time: a row of the history. */
export const historyEntry = z.strictObject({
  atMs: timeMs,
  albumId: id.nullable(),
  title: z.string(),
  kind: z.enum(['personal', 'album']),
  privacy: privacy.nullable(),
  group: groupOfAlbum.optional(),
  url: z.string().nullable(),
  photos: count,
  rows: z.array(photoRow).max(24),
});
export type HistoryEntry = z.infer<typeof historyEntry>;
