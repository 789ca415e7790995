// Where one file stands, as `why PATH` and «Explain this file» tell it.
import { z } from 'zod';
import { photoDetail } from './photo.ts';

/** One sentence's worth of «where does this file stand»: `why PATH`, «Explain this file». */
export const explanation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('known'), detail: photoDetail }),
  z.strictObject({ kind: z.literal('not_watched') }),
  z.strictObject({ kind: z.literal('ignored'), pattern: z.string() }),
  z.strictObject({ kind: z.literal('not_seen_yet'), folderTitle: z.string() }),
  /** It, or the place it lies in, could not be looked at when that was last tried. `place` is relative to the folder. */
  z.strictObject({ kind: z.literal('unopened'), folderTitle: z.string(), place: z.string(), code: z.string() }),
  /** Its whole folder cannot be looked through now. `code` with `failed`. */
  z.strictObject({
    kind: z.literal('folder_unseen'),
    folderTitle: z.string(),
    why: z.enum(['drive_off', 'folder_shut', 'folder_paused', 'failed']),
    code: z.string().nullable(),
  }),
]);
export type Explanation = z.infer<typeof explanation>;
