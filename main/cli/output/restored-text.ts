// The notice of a restored library at a terminal. Shown for two weeks, because it cannot be dismissed here. Pure.
import type { Restored } from '../../../shared/snapshot.ts';
import { restoredSentence } from '../../../shared/locales/restored-sentence.ts';
import type { LibraryQueries } from '../../engine/db/sql-queries/library-queries.ts';
import { readNotice } from '../../engine/db/storage/restored-notice.ts';
import type { Locale } from '../locales/locale.ts';

/** Runs by a timer are looked at now and then. */
const toldForMs = 14 * 86_400_000;

/** null: nothing happened lately, or it was seen in the window. */
export function lateRestore({ meta }: Pick<LibraryQueries, 'meta'>, nowMs: number): Restored | null {
  const notice = readNotice(meta);
  return notice !== null && nowMs - notice.atMs < toldForMs ? notice : null;
}

export function restoredText(what: Restored, { language, t }: Locale, nowMs = Date.now()): string {
  const sentence = restoredSentence(what, nowMs, language, t);
  return what.asidePath === null ? sentence : `${sentence} ${t('window.restored.aside')} ${what.asidePath}`;
}
