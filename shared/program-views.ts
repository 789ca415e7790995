// What the window shows of the account and of updates.
import { z } from 'zod';
import { signInView } from './sign-in.ts';

export const accountView = z.strictObject({
  kind: z.enum(['none', 'demo', 'ok']),
  userId: z.string().nullable(),
  name: z.string().nullable(),
  /** Rights the service granted; null when unknown. */
  rights: z.array(z.string()).nullable(),
  /** Address of the service's website. */
  webAddress: z.string().nullable(),
  /** false: no system keychain; a sign-in lasts for this session unless the person chooses otherwise. */
  keychain: z.boolean(),
  signIn: signInView,
});
export type AccountView = z.infer<typeof accountView>;

/**
 * `off`: this build does not check for updates. `there`: must be installed by hand. `ready`: is installed when the
 * program ends.
 */
export const aboutUpdate = z.strictObject({
  state: z.enum(['off', 'current', 'there', 'fetching', 'ready']),
  version: z.string().nullable(),
});
export type AboutUpdate = z.infer<typeof aboutUpdate>;
