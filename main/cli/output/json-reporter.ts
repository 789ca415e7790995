// The run for a program: one JSON object a line on stdout, the last one the summary. Texts for people go to stderr.
import { jsonLine } from './json-line.ts';
import type { Output } from './output.ts';
import { reasonLine, type PhotoLine } from './photo-line.ts';
import type { Reporter } from './reporter.ts';
import { safeText } from './safe-text.ts';
import type { Locale } from '../locales/locale.ts';
import { unopenedJson } from './unopened-lines.ts';

const progressEveryMs = 1000;

export function jsonReporter(output: Output, locale: Locale, steady: () => number): Reporter {
  const told = new Set<number>();
  let saidAt = Number.NEGATIVE_INFINITY;
  const say = (object: Record<string, unknown>): void => output.line(jsonLine(object));

  function photo({ fileId, path, state, reason, bytes, album, decisions, seen }: PhotoLine): void {
    if (state === 'held' || state === 'failed') told.add(fileId);
    say({ type: 'photo', path, state, reason, text: reasonLine(reason, locale.t, seen), bytes, album, decisions });
  }

  return {
    begun(folders) {
      say({ type: 'begun', folders: folders.map(({ path, target }) => ({ path, target })) });
    },
    restored: (what) => say({ type: 'restored', ...what }),
    photo,
    snapshot({ status, counts, round, bytesPerSecond, lanes, trouble }) {
      if (steady() - saidAt < progressEveryMs) return;
      saidAt = steady();
      const { photosDone, photosTotal, bytesDone, bytesTotal, secondsLeft, growing } = round;
      say({
        type: 'progress',
        status: status.kind,
        checking: counts.checking,
        photosDone,
        photosTotal,
        bytesDone,
        bytesTotal,
        secondsLeft,
        growing,
        bytesPerSecond: Math.round(bytesPerSecond),
        lanes: lanes.length,
        trouble: trouble?.kind ?? null,
      });
    },
    notice: (text) => output.note(safeText(text)),
    finished(summary, open, unopened) {
      for (const line of open) if (!told.has(line.fileId)) photo(line);
      for (const line of unopened) output.line(unopenedJson(line));
      say({ type: 'summary', ...summary });
    },
  };
}
