// The run on a terminal: a few lines drawn over and over with bar, speed, time left and lanes; held photos stay above.
import { createLogUpdate } from 'log-update';
import type { Lane, Snapshot } from '../../../shared/snapshot.ts';
import { formatAbout, formatBytesOf, formatSpeed } from '../../../shared/locales/format.ts';
import { roundProgress } from '../../../shared/round-progress.ts';
import { statusSentence, statusText } from '../../../shared/locales/status-sentence.ts';
import { photoText } from './photo-text.ts';
import type { OutputStream } from './output.ts';
import type { Reporter } from './reporter.ts';
import type { Locale } from '../locales/locale.ts';
import { restoredText } from './restored-text.ts';
import { safeText } from './safe-text.ts';
import { summaryLines } from './summary-lines.ts';

const barCells = 24;
const nameCells = 40;
/** Kept of a name however narrow the terminal is, and of its end at most. */
const shortestName = 5;
const endOfName = 15;
/** Of a bar or a name, what else stands on its line. */
const besideCells = 8;
/** A screenful; the rest is in `problems`. */
const mostListed = 40;

/** Below this nothing fits on a line; 0 columns are told by terminals that do not know their size. */
const narrowest = 40;

/** Whether lines can be drawn over: a real terminal, of a known size, that nobody records. */
export function canRedraw({ isTTY = false, columns = 0 }: OutputStream, env: NodeJS.ProcessEnv): boolean {
  return isTTY && columns >= narrowest && env['TERM'] !== 'dumb' && env['CI'] === undefined;
}

/** `lanes`: how many there can be. */
export function liveReporter(stdout: OutputStream, locale: Locale, lanes: number): Reporter {
  const { texts } = locale;
  const draw = createLogUpdate(stdout);
  let drawn = '';
  /** Written plainly: the terminal breaks a long path itself, and it can still be copied as one. */
  const above = (text: string): void => {
    draw.clear();
    stdout.write(`${text}\n`);
    if (drawn !== '') draw(drawn);
  };
  return {
    begun(folders) {
      for (const { path, target } of folders) above(safeText(texts.library.arrow(path, target)));
    },
    restored: (what) => above(safeText(restoredText(what, locale))),
    photo(line) {
      if (line.state === 'held' || line.state === 'failed') above(photoText(line, locale));
    },
    snapshot(snapshot) {
      drawn = liveFrame(snapshot, locale, lanes, stdout.columns ?? 0).join('\n');
      draw(drawn);
    },
    notice: (text) => above(safeText(text)),
    finished(summary, open, unopened) {
      draw.clear();
      draw.done();
      drawn = '';
      for (const text of summaryLines(summary, open, unopened, locale, mostListed)) stdout.write(`${text}\n`);
    },
  };
}

/** The lines of one drawing, none longer than the terminal where it can be helped. Pure. */
export function liveFrame(
  snapshot: Snapshot,
  { language, t, texts }: Locale,
  lanes: number,
  columns: number,
): string[] {
  const { round, bytesPerSecond } = snapshot;
  const share = roundProgress(snapshot);
  const sentence = statusSentence(snapshot, language, t);
  const head = statusText(sentence, t);
  const said = safeText(sentence.detail === null ? head : `${head}. ${sentence.detail}`);
  const lines = inLines(said.split(' '), ' ', columns);
  // A round that is over keeps its numbers.
  if (round.bytesTotal > 0 && (snapshot.status.kind === 'sending' || round.photosDone < round.photosTotal)) {
    const parts = [
      bar(share.done / share.total, Math.min(barCells, columns - besideCells)),
      formatBytesOf(language, t, round.bytesDone, round.bytesTotal),
      formatSpeed(language, t, bytesPerSecond),
      ...(round.secondsLeft === null ? [] : [texts.run.left(formatAbout(t, round.secondsLeft))]),
      texts.run.lanes(snapshot.lanes.filter(({ step }) => step === 'sending').length, lanes),
    ];
    lines.push(...inLines(parts, '  ', columns));
  }
  for (const lane of snapshot.lanes) {
    const step = t(`overview.step.${lane.step}`);
    const cells = Math.max(shortestName, Math.min(nameCells, columns - besideCells - step.length - 2));
    lines.push(`  ${laneShare(lane)} ${shortened(safeText(lane.name), cells)}  ${step}`);
  }
  return lines;
}

/** As many parts on a line as there is room for. */
function inLines(parts: readonly string[], between: string, columns: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + between.length + part.length < columns)
      lines[lines.length - 1] = last + between + part;
    else lines.push(part);
  }
  return lines;
}

/** `room`: none where the window was made narrower than anything; a bar of nothing then. */
function bar(share: number, room: number): string {
  const cells = Math.max(0, room);
  const full = Math.round(Math.min(1, Math.max(0, share)) * cells);
  return `${'█'.repeat(full)}${'░'.repeat(cells - full)} ${percent(share)}`;
}

function percent(share: number): string {
  return `${String(Math.floor(Math.min(1, Math.max(0, share)) * 100)).padStart(3)}%`;
}

/** Only of bytes it is known how many are done. */
function laneShare({ step, sentBytes, totalBytes }: Lane): string {
  if (step !== 'sending') return ' '.repeat(percent(0).length);
  return percent(totalBytes === 0 ? 1 : sentBytes / totalBytes);
}

/** Middle left out: the ends of camera names differ. `cells`: at least 2. */
function shortened(name: string, cells: number): string {
  const signs = [...name];
  if (signs.length <= cells) return name;
  const end = Math.min(endOfName, Math.floor((cells - 1) / 2));
  return `${signs.slice(0, cells - end - 1).join('')}…${signs.slice(-end).join('')}`;
}
