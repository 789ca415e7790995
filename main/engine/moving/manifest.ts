// What an exported library says of itself: the first file of the archive.
import { z } from 'zod';

/** Raised when an older program could not read the archive any more. */
export const archiveFormat = 1;

export const manifestName = 'manifest.json';

const archivedFile = z.strictObject({
  /** Relative, with `/`. */
  name: z.string().regex(/^(?:library\.db|limits\.json|receipts\/(?:receipts-[\d-]{1,20}|same-person)\.jsonl)$/u),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
});

/** Read first, whatever the format: the rest may look otherwise in a newer one. */
export const manifestHead = z.object({ program: z.literal('OK Photo Sync'), format: z.number().int().positive() });

export const manifest = z.object({
  program: z.literal('OK Photo Sync'),
  format: z.literal(archiveFormat),
  version: z.string().max(100),
  /** By the exporting computer's clock. */
  exportedAtMs: z.number().int(),
  /** Of the account that the photos were sent to; null: nothing was sent yet. */
  userId: z.string().max(500).nullable(),
  files: z.array(archivedFile).min(1).max(10_000),
});
export type Manifest = z.infer<typeof manifest>;
