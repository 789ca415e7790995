// Where lines go: stdout for results, stderr for everything else. A reader that went away is no error.

export interface Output {
  /** Results. One line; the line end is added. */
  line(text: string): void;
  /** What a person should know and a script need not. */
  note(text: string): void;
}

/** `onGone` is told once, when whoever read stdout has closed it (`| head`). */
export function openOutput(onGone: () => void): Output {
  let gone = false;
  const watch = (stream: NodeJS.WriteStream): void => {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EOF') throw error;
      if (stream === process.stdout && !gone) {
        gone = true;
        onGone();
      }
    });
  };
  watch(process.stdout);
  watch(process.stderr);
  return {
    line: (text) => void (gone || process.stdout.write(`${text}\n`)),
    note: (text) => void process.stderr.write(`${text}\n`),
  };
}

/** Of the terminal; where there is none, of the one that the shell knows (COLUMNS). null: nobody knows. */
export function columnsOf(stdout: NodeJS.WriteStream, env: NodeJS.ProcessEnv): number | null {
  const columns = stdout.isTTY && stdout.columns > 0 ? stdout.columns : Number(env['COLUMNS'] ?? 0);
  return Number.isInteger(columns) && columns >= 20 ? columns : null;
}
