// The explanation of one file, for `why PATH` and «What about this file?».
import { z } from 'zod';
import { photoDetail } from './photo.ts';

/** The state of one file, whether the library knows it or not. */
export const explanation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('known'), detail: photoDetail }),
  z.strictObject({ kind: z.literal('not_watched') }),
  z.strictObject({ kind: z.literal('ignored'), pattern: z.string() }),
  z.strictObject({ kind: z.literal('not_seen_yet'), folderTitle: z.string() }),
  /**
   * The file or its folder could not be read at the last scan. `place`: the path that failed, relative to the watched
   * folder.
   */
  z.strictObject({ kind: z.literal('unopened'), folderTitle: z.string(), place: z.string(), code: z.string() }),
  /** Its watched folder cannot be scanned now. `code`: only with `failed`. */
  z.strictObject({
    kind: z.literal('folder_unseen'),
    folderTitle: z.string(),
    why: z.enum(['drive_off', 'folder_shut', 'folder_paused', 'failed']),
    code: z.string().nullable(),
  }),
]);
export type Explanation = z.infer<typeof explanation>;
