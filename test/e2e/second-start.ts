// Starts the program a second time beside the running one, as a file manager or a menu does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { LaunchedApp } from './launch.ts';

/** Resolves to the exit code of the second one; it has handed everything over by then. */
export async function secondStart({ app, userData }: LaunchedApp, ...words: string[]): Promise<number | null> {
  // The program and the app's folder as the first one got them, without what the test itself added to be able to look
  // inside.
  const argv = await app.evaluate(() =>
    process.argv.filter((word) => !word.startsWith('--inspect') && !word.startsWith('--remote')),
  );
  const [program = '', ...args] = argv.filter(
    (word, at) => word !== '-r' && argv[at - 1] !== '-r' && word !== '--demo' && !word.startsWith('--lang'),
  );
  const second = spawn(program, [...args, ...words], {
    env: { ...process.env, OK_PHOTO_SYNC_DATA: userData },
    stdio: 'ignore',
  });
  const [code] = (await once(second, 'exit')) as [number | null];
  return code;
}
