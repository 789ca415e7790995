// The messages to a measured process and its results. Types only.
import { z } from 'zod';

const account = z.object({
  address: z.string(),
  applicationKey: z.string(),
  accessToken: z.string(),
  sessionSecretKey: z.string(),
});

export const job = z.discriminatedUnion('kind', [
  /** The engine reads a folder for the first time, or again; without an account, so that nothing is sent. */
  z.object({ kind: z.literal('engine-import'), folder: z.string(), data: z.string(), processes: z.number() }),
  /**
   * The engine sends what it has read before. The clock starts with the account and ends with the last photo's commit.
   */
  z.object({ kind: z.literal('engine-send'), data: z.string(), account, lanes: z.number() }),
  /** Import and sending together, for the memory. */
  z.object({
    kind: z.literal('engine-all'),
    folder: z.string(),
    data: z.string(),
    processes: z.number(),
    account,
    lanes: z.number(),
  }),
  /** Posts the files and nothing else: addresses are asked for before the clock starts, nothing is committed. */
  z.object({ kind: z.literal('bare-send'), folder: z.string(), account, lanes: z.number() }),
  /** sha256 and a thumbnail of each file with sharp. */
  z.object({ kind: z.literal('bare-import'), folder: z.string(), data: z.string(), processes: z.number() }),
  z.object({ kind: z.literal('bare-walk'), folder: z.string() }),
]);
export type Job = z.infer<typeof job>;

export const result = z.object({
  ms: z.number(),
  /**
   * Processor time of the process in the same stretch, its threads included. Says less of how busy the machine is than
   * `ms`.
   */
  cpuMs: z.number(),
  files: z.number(),
  bytes: z.number(),
  /** Largest resident size of the process, bytes. */
  peakBytes: z.number(),
});
export type Result = z.infer<typeof result>;
