// Which photos on the service a photo may be, as its journal names them.
import type { JournalEntry } from '../../../shared/library/photo.ts';

export interface RemoteCandidates {
  /** Ids on the service, the likeliest first. */
  ids: string[];
  /** The one that looks the same, where there is exactly one. */
  likely: string | null;
}

/** From the newest entry that names any: a photo may have been asked about more than once. */
export function candidatesInJournal(
  journal: { ofFile(fileId: number): readonly JournalEntry[] },
  fileId: number,
): RemoteCandidates {
  const detail = journal.ofFile(fileId).findLast((entry) => 'candidates' in entry.detail)?.detail ?? {};
  const ids = String(detail['candidates'] ?? '')
    .split(' ')
    .filter((id) => id !== '');
  return { ids, likely: typeof detail['likely'] === 'string' ? detail['likely'] : null };
}
