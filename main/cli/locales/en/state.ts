// States of a photo, in English.
import type { StateTexts } from '../types.ts';

export const enState: StateTexts = {
  done: 'done',
  held: 'held',
  failed: 'failed',
  skipped: 'skipped',
  duplicate: 'duplicate',
  waiting: 'waiting',
  unopened: 'not read',
};
