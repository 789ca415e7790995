// `limits`: shows what OK takes as far as this library knows, and how surely; forgets what was learned.
import { isAnyLearned } from '../../../shared/learned-limits.ts';
import { formatDay } from '../../../shared/locales/format.ts';
import { limitLines, type LimitWords } from '../../../shared/locales/limits-text.ts';
import { readLimits } from '../../engine/limits-file.ts';
import type { LimitsCommand } from '../command-line/command-types.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { terminalErrorText, type Locale } from '../locales/locale.ts';
import { jsonLine } from '../output/json-line.ts';
import { safeText } from '../output/safe-text.ts';
import { changeLibrary } from './change-library.ts';
import type { DecideContext } from './decide.ts';
import { openReader, whyNotOpen } from './library-reader.ts';

export function limitWords({ language, t }: Locale): LimitWords {
  return { language, t, day: (atMs) => formatDay(language, atMs, Date.now()) };
}

export async function tellLimits(
  command: LimitsCommand,
  { folder, output, locale, openImaging }: DecideContext,
): Promise<ExitStatus> {
  const { texts, call } = locale;
  // A wrong --data must not make a library.
  const reader = openReader(folder);
  if (reader.kind !== 'open') {
    output.note(whyNotOpen(reader, folder, locale));
    return exitStatus.usage;
  }
  reader.reader.close();
  const byHand = readLimits(folder);
  if (byHand.kind === 'bad') {
    output.note(safeText(texts.usage.limits(byHand.path, byHand.where)));
    return exitStatus.usage;
  }
  const done = await changeLibrary(folder, openImaging, async ({ calls }) => {
    if (command.forget) await calls['limits.forget'](undefined);
    const view = await calls['limits.get'](undefined);
    return view.ok ? view.value : null;
  });
  if (done.kind === 'failed' || done.value === null) {
    const why = done.kind === 'failed' ? done : { code: 'internal' as const, subject: null };
    output.note(safeText(terminalErrorText(why.code, why.subject ?? folder, locale)));
    return exitStatus.usage;
  }
  const view = done.value;
  if (command.json) {
    output.line(jsonLine({ type: 'limits', ...view }));
    return exitStatus.good;
  }
  for (const line of limitLines(limitWords(locale), view)) output.line(safeText(line));
  if (isAnyLearned(view) && call !== null)
    output.note(texts.library.forgetLimits(safeText(call('limits', '--forget'))));
  return exitStatus.good;
}
