// What happened to a restored library and what happens next, in words for window and terminal.
import type { Restored } from '../snapshot.ts';
import { formatMoment } from './format.ts';
import type { Language } from './languages.ts';
import type { Translate } from './translate.ts';

/** Two sentences, without the path of the damaged file. Pure. */
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
