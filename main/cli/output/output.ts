// Where lines go: stdout for results, stderr for everything else. A reader that went away is no error.

/** A stream that may be a terminal. */
export type OutputStream = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

export interface Streams {
  stdout: OutputStream;
  stderr: OutputStream;
}

export interface Output {
  /** Results. One line; the line end is added. */
  line(text: string): void;
  /** What a person should know and a script need not. */
  note(text: string): void;
}

/** `onGone` is called once, when the reader of stdout has closed it (`| head`). */
export function openOutput({ stdout, stderr }: Streams, onGone: () => void): Output {
  let gone = false;
  const watch = (stream: OutputStream): void => {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EOF') throw error;
      if (stream === stdout && !gone) {
        gone = true;
        onGone();
      }
    });
  };
  watch(stdout);
  watch(stderr);
  return {
    line: (text) => void (gone || stdout.write(`${text}\n`)),
    note: (text) => void stderr.write(`${text}\n`),
  };
}

/** Of the terminal; where there is none, of the one that the shell knows (COLUMNS). null: unknown. */
export function columnsOf(stdout: OutputStream, env: NodeJS.ProcessEnv): number | null {
  const { isTTY = false, columns: wide = 0 } = stdout;
  const columns = isTTY && wide > 0 ? wide : Number(env['COLUMNS'] ?? 0);
  return Number.isInteger(columns) && columns >= 20 ? columns : null;
}
