// What will be sent and what will not, for folders that were added and not started.
import { z } from 'zod';
import { reason } from '../reasons.ts';
import { count, byteCount } from '../shapes.ts';

/** What will happen with folders that were added and not started; shown before anything is sent. */
export const plan = z.strictObject({
  /** Files still being checked: the numbers will grow. */
  checking: count,
  /** The folders are still being scanned. */
  searching: z.boolean(),
  toSend: z.strictObject({ photos: count, bytes: byteCount }),
  /** Seconds at the speed last measured; null when none ever was. */
  seconds: count.nullable(),
  /** Photos that are still to be compared with their album: some of `toSend` may turn out to be there already. */
  comparing: count,
  alreadyThere: count,
  duplicates: count,
  skipped: count,
  /** Edited photos whose original lies beside them. */
  versions: count,
  held: z.array(z.strictObject({ reason, photos: count })),
  /** Photos that will be sent with the place where they were taken. */
  withGps: count,
});
export type Plan = z.infer<typeof plan>;
