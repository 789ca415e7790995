// For tests and the torture run: waits a hundred times shorter than the product's, in the same order, and a silent log.
import type { Log } from '../ports.ts';
import { defaultPolicy, type RetryPolicy } from '../sending/retry-policy.ts';

export const quickPolicy: RetryPolicy = {
  ...defaultPolicy,
  firstWaitMs: 30,
  factor: 2,
  longestWaitMs: 300,
  probeFirstMs: 30,
  probeLongestMs: 120,
  accountRestFirstMs: 200,
  accountRestLongestMs: 500,
  breakerRestFirstMs: 30,
  breakerRestLongestMs: 200,
  addressRestFirstMs: 30,
  addressRestLongestMs: 500,
  addressCalmMs: 200,
  rejectedCheckMs: 500,
  notOkServerCheckMs: 120,
  commitGraceMs: 300,
  orderPatienceMs: 300,
};

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
