// Waits a hundred times shorter than a person's, in the same order, and a log that says nothing. For tests and the torture run.
import type { Log } from '../ports.ts';
import { defaultPolicy, type RetryPolicy } from '../sending/retry-policy.ts';

export const quickPolicy: RetryPolicy = {
  ...defaultPolicy,
  firstWaitMs: 30,
  factor: 2,
  longestWaitMs: 300,
  probeFirstMs: 30,
  probeLongestMs: 120,
  restFirstMs: 200,
  restLongestMs: 500,
  commitGraceMs: 300,
  elderPatienceMs: 300,
};

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
