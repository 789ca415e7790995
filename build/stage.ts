// Reports a long job of a script on standard error: a line when it begins, how far it is, and how long it took. On a
// terminal one line is drawn over; in a log each report is a line of its own.

/** Bytes so far; `total` null: unknown. */
export type ReportBytes = (done: number, total: number | null) => void;

export interface StageOutput {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

export interface StageState {
  title: string;
  elapsedMs: number;
  /** null: this job counts no bytes. */
  bytes: { done: number; total: number | null } | null;
  end: 'done' | 'failed' | null;
}

const redrawEveryMs = 500;
const lineEveryMs = 5_000;

/** Runs `work` as a stage. Its failure is reported and passed on. */
export async function stage<T>(
  title: string,
  work: (report: ReportBytes) => Promise<T>,
  output: StageOutput = process.stderr,
): Promise<T> {
  const begin = performance.now();
  const isTerminal = output.isTTY === true;
  let bytes: StageState['bytes'] = null;
  const tell = (end: StageState['end']): void => {
    const text = stageText({ title, elapsedMs: performance.now() - begin, bytes, end });
    output.write(isTerminal ? drawnOver(text, output.columns ?? 80, end !== null) : `${text}\n`);
  };
  tell(null);
  const timer = setInterval(() => tell(null), isTerminal ? redrawEveryMs : lineEveryMs);
  const report: ReportBytes = (done, total) => (bytes = { done, total });
  try {
    const result = await work(report);
    clearInterval(timer);
    tell('done');
    return result;
  } catch (error) {
    clearInterval(timer);
    tell('failed');
    throw error;
  }
}

/** One report as a line. Pure. */
export function stageText({ title, elapsedMs, bytes, end }: StageState): string {
  const seconds = `${Math.round(elapsedMs / 1000)} s`;
  const size = bytes === null ? [] : [bytesText(bytes, end)];
  if (end === 'failed') return `${title}: failed after ${seconds}`;
  if (end === 'done') return `${title}: done (${[...size, seconds].join(', ')})`;
  const parts = [...size, ...(elapsedMs < 1000 ? [] : [seconds])];
  return `${title} …${parts.length === 0 ? '' : ` ${parts.join(', ')}`}`;
}

function bytesText({ done, total }: { done: number; total: number | null }, end: StageState['end']): string {
  const megabytes = (bytes: number): string => String(Math.round(bytes / 1e6));
  return total === null || end === 'done' ? `${megabytes(done)} MB` : `${megabytes(done)} of ${megabytes(total)} MB`;
}

/** Clears the line, so that a shorter text leaves nothing behind; a text as wide as the terminal would break it. */
function drawnOver(text: string, columns: number, isLast: boolean): string {
  const fitting = isLast || text.length < columns ? text : `${text.slice(0, columns - 2)}…`;
  return `\r\u001b[K${fitting}${isLast ? '\n' : ''}`;
}
