// `npm run demo`, in English.
import type { DemoTexts } from '../types.ts';

export const enDemo: DemoTexts = {
  making: 'Making sample photos …',
  photo: 'Photo',
  state: 'State',
  reason: 'Reason',
  proof: 'Proof from the service’s own ledger',
  arrived: (n) => `${n} photos were wanted, and each arrived once, byte for byte.`,
  missing: (path) => `missing: ${path}`,
  twice: (path, times) => `arrived ${times} times: ${path}`,
  foreign: (sha256) => `nobody wanted this one: ${sha256}`,
  keep: 'The service stays up for looking at it. Ctrl+C ends it.',
};
