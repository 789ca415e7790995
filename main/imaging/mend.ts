// Makes a copy of a photo that the service takes. The original is only read.
import type { MendOutcome, MendPlan } from '../../shared/facts.ts';

export async function mend(_path: string, _outPath: string, _plan: MendPlan): Promise<MendOutcome> {
  return { kind: 'failed', reason: 'cannot-decode' };
}
