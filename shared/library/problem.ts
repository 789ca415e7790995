// Problems, grouped by cause.
import { z } from 'zod';
import { seenAlbum } from './album.ts';
import { problemReason } from '../reasons.ts';
import { count, id } from '../shapes.ts';
import { photoRow, photoAction } from './photo.ts';

/** Actions for an album that takes no photos. */
export const albumAction = z.enum(['choose_album', 'create_album', 'next_album', 'correct_privacy', 'publish_anyway']);
export type AlbumAction = z.infer<typeof albumAction>;

export const problemGroup = z.strictObject({
  reason: problemReason,
  /** Set for a group of one album. */
  albumTitle: z.string().nullable(),
  albumId: id.nullable(),
  /** Set for a group of one folder, whose rule the decision becomes. */
  folder: z.strictObject({ folderId: id, title: z.string() }).optional(),
  photos: count,
  /** First few, for the strip. */
  rows: z.array(photoRow).max(8),
  /** Title of the next album, if photos can go there. */
  nextTitle: z.string().nullable(),
  /** Set for an album that others see than was asked for. */
  seen: seenAlbum.optional(),
  actions: z.array(photoAction.or(albumAction)),
});
export type ProblemGroup = z.infer<typeof problemGroup>;
