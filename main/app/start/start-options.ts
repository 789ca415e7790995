// Reads what the command line and the environment ask for. Pure.
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { isByteName, nameOfBytes } from '../../../shared/byte-names.ts';

/** A command of the task bar's list or the desktop entry, such as `--do=pause`. `--do=explain FILE` explains a file. */
export const startCommand = z.enum(['add-photos', 'pause', 'resume', 'settings', 'explain']);
export type StartCommand = z.infer<typeof startCommand>;

/** What a start asks for; a second start hands it to the first program. */
export const startRequest = z.strictObject({
  /** Absolute paths named on the command line; they may not exist. */
  paths: z.array(z.string().min(1).max(32_767)).max(10_000),
  demo: z.boolean(),
  hidden: z.boolean(),
  command: startCommand.nullable(),
});

export type StartRequest = z.infer<typeof startRequest>;

export interface StartOptions extends StartRequest {
  /** Replaces the usual data folder; null: the usual one. */
  dataFolder: string | null;
}

/**
 * `argv` as the process got it. In development its first argument that is not a switch names the app's own folder, and
 * `-r FILE` belongs to the test runner.
 */
export function readStartOptions(
  argv: readonly string[],
  from: { packaged: boolean; workingFolder: string; environment: Readonly<Record<string, string | undefined>> },
): StartOptions {
  const args: string[] = [];
  const given = argv.slice(1);
  for (let at = 0; at < given.length; at += 1) {
    const argument = given[at];
    if (argument === undefined || argument === '') continue;
    if (!from.packaged && (argument === '-r' || argument === '--require')) at += 1;
    else args.push(argument);
  }
  const named = args.filter((argument) => !argument.startsWith('-')).slice(from.packaged ? 0 : 1);
  const folder = from.environment['OK_PHOTO_SYNC_DATA'];
  return {
    paths: named.map((argument) => absolutePath(argument, from.workingFolder)).filter((path) => path !== null),
    demo: args.includes('--demo'),
    hidden: args.includes('--hidden'),
    command:
      startCommand.safeParse(args.find((argument) => argument.startsWith('--do='))?.slice('--do='.length)).data ?? null,
    dataFolder: folder ? resolve(from.workingFolder, folder) : null,
  };
}

/** The path with the bytes of the address, percent signs decoded. */
function pathOfBytes({ pathname }: URL): string {
  const bytes = pathname.replaceAll(/%([\da-f]{2})/giu, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return nameOfBytes(Buffer.from(bytes, 'latin1'));
}

/** File managers on Linux pass files as file: addresses. */
function absolutePath(argument: string, workingFolder: string): string | null {
  if (argument.startsWith('file:')) {
    try {
      const path = fileURLToPath(argument);
      return isByteName(path) ? pathOfBytes(new URL(argument)) : path;
    } catch (error) {
      // Percent signs that are not UTF-8 are bytes of a name. Other errors: not an address of a file.
      return error instanceof URIError ? pathOfBytes(new URL(argument)) : null;
    }
  }
  return isAbsolute(argument) ? argument : resolve(workingFolder, argument);
}
