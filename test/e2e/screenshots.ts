// Pictures of every screen, in both languages and both themes, from the real app:
// `npm run screenshots [ru|en] [light|dark] [start|demo|sign-in|tray]`.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeHome, names, photosIn, problemsIn, shots } from './camera.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { shootDemo } from './shoot-demo.ts';
import { shootSigningIn } from './shoot-sign-in.ts';
import { shootStart } from './shoot-start.ts';
import { shootTray } from './shoot-tray.ts';

const given = process.argv.slice(2);
/** Those that were named, or all where none was. */
function chosen<T extends string>(all: readonly T[]): readonly T[] {
  const named = all.filter((one) => given.includes(one));
  return named.length === 0 ? all : named;
}
const parts = chosen(['start', 'demo', 'sign-in', 'tray'] as const);

async function inApp(args: string[], home: string, shoot: (app: LaunchedApp) => Promise<void>): Promise<void> {
  const userData = join(home, '.config', 'OK Photo Sync');
  const launched = await launchApp({ args, userData, env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config') } });
  try {
    await shoot(launched);
  } finally {
    await launched.close();
    await rm(userData, { recursive: true, force: true, maxRetries: 5 });
  }
}

await mkdir(shots, { recursive: true });
for (const language of chosen(['ru', 'en'] as const)) {
  const words = names[language];
  const home = await makeHome(language);
  const photos = join(home, words.pictures);
  if (parts.includes('start') || parts.includes('demo')) {
    await photosIn(join(photos, words.sea), 9, 3, 9);
    await photosIn(join(photos, words.dacha), 16, 40, 0);
    await photosIn(join(home, words.mixed), 5, 90, 1);
    await problemsIn(join(home, words.mixed), words.problems);
    // Not among the pictures, so that the first start does not count them.
    await photosIn(join(home, words.fresh), 12, 150, 0);
    await photosIn(join(home, words.more), 4, 120, 30);
  }
  for (const theme of chosen(['light', 'dark'] as const)) {
    if (parts.includes('start'))
      await inApp([`--lang=${language}`], home, (launched) => shootStart(launched, language, theme, home));
    if (parts.includes('demo'))
      await inApp(['--demo', `--lang=${language}`], home, (launched) => shootDemo(launched, language, theme, home));
    if (parts.includes('sign-in')) await shootSigningIn(language, theme, home);
    if (parts.includes('tray')) await shootTray(language, theme);
  }
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
}
