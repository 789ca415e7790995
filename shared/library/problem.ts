// Problems, grouped by cause.
import { z } from 'zod';
import { problemReason } from '../reasons.ts';
import { count, id } from '../shapes.ts';
import { photoRow, photoAction } from './photo.ts';

/** What can be done about an album that takes none of its photos. */
export const albumAction = z.enum(['choose_album', 'create_album', 'next_album']);

export const problemGroup = z.strictObject({
  reason: problemReason,
  /** Problems of one album or one service answer are a group of their own. */
  albumTitle: z.string().nullable(),
  albumId: id.nullable(),
  /** Set where the decision becomes a rule of the folder: a group of its own, too. */
  folder: z.strictObject({ folderId: id, title: z.string() }).optional(),
  photos: count,
  /** First few, for the strip. */
  rows: z.array(photoRow).max(8),
  /** Where it can go on in another album: that one's title. */
  nextTitle: z.string().nullable(),
  actions: z.array(photoAction.or(albumAction)),
});
export type ProblemGroup = z.infer<typeof problemGroup>;
