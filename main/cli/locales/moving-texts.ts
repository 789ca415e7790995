// The shape of the texts about a library that moves to another computer.
import type { Exported } from '../../engine/moving/export-library.ts';
import type { Refused } from '../../engine/moving/import-library.ts';

/** A library that moves to another computer. */
export interface MovingTexts {
  exported(path: string): string;
  /** `subject`: the data folder, or the file. */
  notExported(why: Exclude<Exported['kind'], 'exported'>, subject: string): string;
  imported(folder: string): string;
  notImported(why: Refused, subject: string): string;
  /** Beside a folder that is not there. */
  away: string;
  /** What to do where a folder is not there. */
  advice: string;
}
