// The run for a log or a pipe: a line for each decided photo, and at the end the open ones with their reasons.
import { statusSentence, statusText } from '../../../shared/locales/status-sentence.ts';
import type { Output } from './output.ts';
import { photoText } from './photo-text.ts';
import type { Reporter } from './reporter.ts';
import { restoredText } from './restored-text.ts';
import { safeText } from './safe-text.ts';
import type { Locale } from '../locales/locale.ts';
import { summaryLines } from './summary-lines.ts';

/** What goes on by itself and needs no line: everything else is told when it begins. */
const quiet: ReadonlySet<string> = new Set(['starting', 'empty', 'ready', 'checking', 'sending', 'needs_you']);

export function plainReporter(output: Output, locale: Locale): Reporter {
  const { language, t, texts } = locale;
  let said = '';
  return {
    begun(folders) {
      for (const { path, target } of folders) output.note(safeText(texts.library.arrow(path, target)));
    },
    restored: (what) => output.note(safeText(restoredText(what, locale))),
    photo: (line) => output.line(photoText(line, locale)),
    snapshot(snapshot) {
      if (quiet.has(snapshot.status.kind)) {
        said = '';
        return;
      }
      const sentence = statusSentence(snapshot, language, t);
      const text = statusText(sentence, t);
      if (text === said) return;
      said = text;
      output.note(safeText(sentence.detail === null ? text : `${text}. ${sentence.detail}`));
    },
    notice: (text) => output.note(safeText(text)),
    finished(summary, open, unopened) {
      for (const text of summaryLines(summary, open, unopened, locale, Number.POSITIVE_INFINITY)) output.line(text);
    },
  };
}
