// Compares what inspection would send with what the emulator's image check takes.
import { ImageCheck } from '../../main/emulator/image-check/image-check.ts';
import { DEFAULT_LIMITS, photoError } from '../../main/emulator/image-check/limits.ts';
import { FORMATS } from '../../main/emulator/image-check/picture.ts';
import { refusalOf } from '../../main/engine/pipeline/check-facts.ts';
import type { InspectOutcome } from '../../shared/facts.ts';
import { defaultLimits } from '../../shared/limits.ts';

/** Every format is taken for this comparison, so that damage is compared in all of them. */
const ours = { ...defaultLimits, formats: [...FORMATS] };
const theirs = { ...DEFAULT_LIMITS, formats: [...FORMATS] };
const words = {
  500: 'too_many_bytes',
  501: 'too_small',
  502: 'too_big',
  503: 'invalid_format',
  504: 'corrupted',
  505: 'no_image',
} as const;

export type Comparison = {
  kind: 'agree' | 'only the service refuses' | 'only we refuse' | 'other reason';
  ours: string;
  theirs: string;
};

export function verdictOfService(bytes: Buffer): string {
  const imageCheck = new ImageCheck();
  imageCheck.write(bytes);
  const error = photoError(imageCheck.end(), theirs);
  return error === null ? 'taken' : words[error];
}

/** What becomes of the file here: a refusal, another end that sends nothing, or sent with its soundness. */
export function ownVerdict(outcome: InspectOutcome): { isSent: boolean; word: string } {
  if (outcome.kind !== 'facts') return { isSent: false, word: outcome.kind };
  const refusal = refusalOf(outcome.facts, ours);
  return refusal === null
    ? { isSent: true, word: `sent as ${outcome.facts.soundness}` }
    : { isSent: false, word: `${refusal} (${outcome.facts.soundness})` };
}

export function compare(outcome: InspectOutcome, bytes: Buffer): Comparison {
  const own = ownVerdict(outcome);
  const service = verdictOfService(bytes);
  const words_ = { ours: own.word, theirs: service };
  if (own.isSent) return { kind: service === 'taken' ? 'agree' : 'only the service refuses', ...words_ };
  if (service === 'taken') return { kind: 'only we refuse', ...words_ };
  return { kind: own.word.startsWith(service) ? 'agree' : 'other reason', ...words_ };
}
