// What happened to the list of what was sent, and what happens now: the same words in the window and in the terminal.
import type { Restored } from '../snapshot.ts';
import { formatMoment } from './format.ts';
import type { Language } from './language.ts';
import type { Translate } from './translate.ts';

/** Two sentences; where the damaged file lies is said beside them. Pure. */
export function restoredSentence(
  { backupMs, asidePath }: Restored,
  nowMs: number,
  language: Language,
  t: Translate,
): string {
  return `${whatHappened(backupMs, asidePath !== null, nowMs, language, t)} ${t('window.restored.now')}`;
}

function whatHappened(
  backupMs: number | null,
  isAside: boolean,
  nowMs: number,
  language: Language,
  t: Translate,
): string {
  if (backupMs === null) return t(isAside ? 'window.restored.damagedAnew' : 'window.restored.lost');
  const time = formatMoment(language, t, backupMs, nowMs);
  return t(isAside ? 'window.restored.damaged' : 'window.restored.older', { time });
}
