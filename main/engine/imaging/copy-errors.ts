// Why no copy of a photo could be written: stored as the photo's `last_error`.
import type { ConversionOutcome } from '../../../shared/facts.ts';

type WriteFailure = Extract<ConversionOutcome, { kind: 'failed' }>['reason'];

export const noRoomForCopy = 'disk-full' satisfies WriteFailure;
export const notWritten = 'cannot-write' satisfies WriteFailure;
