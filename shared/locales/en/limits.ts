// What OK takes, and how surely that is known.
import type * as ru from '../ru/limits.ts';
import type { Same } from '../dictionary.ts';

export const limits: Same<typeof ru.limits> = {
  title: 'What OK accepts',
  maxBytes: 'File size: up to {bytes}',
  maxSide: 'Longer side: up to {pixels} pixels',
  minSide: 'Shorter side: from {pixels} pixels',
  formats: 'Formats: {formats}',
  assumed: 'assumed',
  learned: 'learned from OK on {date}',
  by_hand: 'set in limits.json',
  off: 'limits.json says that nothing is checked beforehand: OK decides.',
  sentence:
    'As far as is known, OK accepts files up to {bytes}, up to {pixels} pixels on the longer side, in {formats}.',
  someAssumed: 'OK publishes no numbers, so this is an assumption.',
  someLearned: 'OK’s answers have corrected it, last on {date}.',
  someByHand: 'Some of it is set in limits.json.',
  hint: 'What OK refuses, or takes beyond this, is remembered. It can be forgotten at any time; photos are then checked anew.',
  forget: 'Forget what was learned',
  forgotten: 'Forgotten, the photos are being checked anew',
};
