// What the command line and the environment ask for. Pure: looks at no file and starts nothing.
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { isByteName, nameOfBytes } from '../../../shared/byte-names.ts';

/** What a task of the task bar, or an action of the desktop's entry, asks for: `--do=pause`. `--do=explain FILE` says where a file stands. */
export const startCommand = z.enum(['add-photos', 'pause', 'resume', 'settings', 'explain']);
export type StartCommand = z.infer<typeof startCommand>;

/** Also what a second start hands to the first one. */
export const startRequest = z.strictObject({
  /** Files and folders named on the command line, absolute; whether they exist is not known yet. */
  paths: z.array(z.string().min(1).max(32_767)).max(10_000),
  demo: z.boolean(),
  hidden: z.boolean(),
  command: startCommand.nullable(),
});

export type StartRequest = z.infer<typeof startRequest>;

export interface StartOptions extends StartRequest {
  /** Replaces the usual data folder: tests, and two libraries side by side. */
  dataFolder: string | null;
}

/**
 * `argv` as the process got it. In development its first argument that is no switch names the app's own folder, and
 * `-r FILE` belongs to the program that started us.
 */
export function readStartOptions(
  argv: readonly string[],
  from: { packaged: boolean; workingFolder: string; environment: Readonly<Record<string, string | undefined>> },
): StartOptions {
  const words: string[] = [];
  const given = argv.slice(1);
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at];
    if (word === undefined || word === '') continue;
    if (!from.packaged && (word === '-r' || word === '--require')) at += 1;
    else words.push(word);
  }
  const named = words.filter((word) => !word.startsWith('-')).slice(from.packaged ? 0 : 1);
  const folder = from.environment['OK_PHOTO_SYNC_DATA'];
  return {
    paths: named.map((word) => absolute(word, from.workingFolder)).filter((path) => path !== null),
    demo: words.includes('--demo'),
    hidden: words.includes('--hidden'),
    command: startCommand.safeParse(words.find((word) => word.startsWith('--do='))?.slice('--do='.length)).data ?? null,
    dataFolder: folder ? resolve(from.workingFolder, folder) : null,
  };
}

/** As the address writes them, byte by byte. */
function pathOfBytes({ pathname }: URL): string {
  const bytes = pathname.replaceAll(/%([\da-f]{2})/giu, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return nameOfBytes(Buffer.from(bytes, 'latin1'));
}

/** File managers on Linux name files as addresses. */
function absolute(word: string, workingFolder: string): string | null {
  if (word.startsWith('file:')) {
    try {
      const path = fileURLToPath(word);
      return isByteName(path) ? pathOfBytes(new URL(word)) : path;
    } catch (error) {
      // Percent signs that are no UTF-8: bytes of a name. Anything else is no address of a file.
      return error instanceof URIError ? pathOfBytes(new URL(word)) : null;
    }
  }
  return isAbsolute(word) ? word : resolve(workingFolder, word);
}
