// What will be sent and what will not, for folders that were added and not started.
import { z } from 'zod';
import { reason } from '../reasons.ts';
import { count, byteCount } from '../shapes.ts';

/** What will happen with folders that were added and not started: the last look before anything is sent. */
export const plan = z.strictObject({
  /** Files still being looked at: the numbers will grow. */
  checking: count,
  /** The folders are not looked through to their end yet. */
  searching: z.boolean(),
  toSend: z.strictObject({ photos: count, bytes: byteCount }),
  /** Seconds at the speed last measured; null when none ever was. */
  seconds: count.nullable(),
  alreadyThere: count,
  duplicates: count,
  skipped: count,
  /** Edited photos whose original lies beside them. */
  versions: count,
  held: z.array(z.strictObject({ reason, photos: count })),
  /** Photos to be sent that tell where they were taken, and are to keep telling it. */
  withGps: count,
});
export type Plan = z.infer<typeof plan>;
