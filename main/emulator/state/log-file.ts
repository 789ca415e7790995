// The append-only file behind `--state`: one change a line. A change is written before it is acknowledged, and survives
// a killed process.
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Change } from './records.ts';

const NEWLINE = 10;

/**
 * An open log. A write has reached the operating system when `append` returns, so a killed process loses nothing
 * acknowledged.
 */
export class LogFile {
  /** null once closed: what is still at work then writes nothing, least of all into a file that got the same number. */
  #fd: number | null;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** Reads what is there into `replay`, cuts off a half-written last line, and leaves the file open for appending. */
  static open(path: string, replay: (change: Change) => void): LogFile {
    const fd = openSync(path, 'a+');
    const content = readFileSync(path);
    const whole = content.lastIndexOf(NEWLINE) + 1;
    for (let at = 0; at < whole;) {
      const end = content.indexOf(NEWLINE, at);
      replay(JSON.parse(content.toString('utf8', at, end)) as Change);
      at = end + 1;
    }
    if (whole < content.length) ftruncateSync(fd, whole);
    return new LogFile(fd);
  }

  /** All changes of one call go in one write, so a commit of many photos is kept whole or not at all. */
  append(changes: readonly Change[]): void {
    const fd = this.#fd;
    if (fd === null) return;
    const text = Buffer.from(changes.map((change) => `${JSON.stringify(change)}\n`).join(''));
    for (let at = 0; at < text.length;) at += writeSync(fd, text, at);
  }

  clear(): void {
    if (this.#fd !== null) ftruncateSync(this.#fd, 0);
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }
}
