// Which photos of the service a photo may be, as its journal names them: for showing them, and for a person's «it is there».
import type { JournalTable } from '../db/journal.ts';

export interface RemoteCandidates {
  /** Ids on the service, the likeliest first. */
  ids: string[];
  /** The one that looks the same, where there is exactly one. */
  likely: string | null;
}

/** The newest word: a photo may have been asked about more than once. */
export function candidatesOf(journal: Pick<JournalTable, 'ofFile'>, fileId: number): RemoteCandidates {
  const told = journal.ofFile(fileId).findLast(({ detail }) => 'candidates' in detail)?.detail ?? {};
  const ids = String(told['candidates'] ?? '')
    .split(' ')
    .filter((id) => id !== '');
  return { ids, likely: typeof told['likely'] === 'string' ? told['likely'] : null };
}
