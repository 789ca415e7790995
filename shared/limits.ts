// The service's limits, as far as they are known: the only place with these numbers. check-facts.ts applies them.
import { z } from 'zod';
import { imageFormat } from './facts.ts';
import { defaultUploadDomains, uploadDomain } from './upload-hosts.ts';

export const limits = z.strictObject({
  maxBytes: z.number().int().positive(),
  /** Shortest allowed side, pixels. */
  minSidePixels: z.number().int().positive(),
  /** Longest allowed side, pixels. */
  maxSidePixels: z.number().int().positive(),
  formats: z.array(imageFormat).min(1),
  /** false: hold nothing before it is sent, so that the service decides. For finding out its real limits. */
  precheck: z.boolean(),
  /** Longest caption, UTF-16 units; a longer one is cut. */
  maxCaptionLength: z.number().int().positive(),
  /** Domains that photo bytes may go to, with all hosts below them. */
  uploadDomains: z.array(uploadDomain).min(1).max(100),
});
export type Limits = z.infer<typeof limits>;

/**
 * What is assumed before the service has answered: it publishes no numbers (docs/ok-api.md, step 2). Bytes and the
 * longest side are those that its sister service publishes; formats jpeg, png and gif are certainly accepted. What the
 * service takes and refuses corrects them for the account (learned-limits.ts). A file `limits.json` in the data folder
 * wins over both, without a new release.
 */
export const defaultLimits: Limits = {
  maxBytes: 50_000_000,
  minSidePixels: 16,
  maxSidePixels: 7_680,
  formats: ['jpeg', 'png', 'gif', 'webp'],
  precheck: true,
  maxCaptionLength: 255,
  uploadDomains: [...defaultUploadDomains],
};

/** A partial table from outside: unknown keys are refused so that a misspelt limit does not go unnoticed. */
export const limitsOverride = limits.partial();
