// Main, the page and the imaging process die in every order during sending: each photo arrives once. (kill.spec.ts
// adds the engine.)
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { nothingDoubled } from '../../main/engine/testing/promise-broken.ts';
import { makeLibrary } from '../fixtures/make-photos.ts';
import type { LaunchedApp } from './launch.ts';
import { sha256Of } from './person.ts';
import { launchWith, signInTo, startEmulator, type Emulator } from './service.ts';

const mortals = ['main', 'page', 'imaging'] as const;
type Mortal = (typeof mortals)[number];
const orders = mortals.flatMap((first) =>
  mortals
    .filter((one) => one !== first)
    .map((second) => [first, second, mortals.find((one) => one !== first && one !== second)] as Mortal[]),
);

let base: string;
/** Outlives the program, as the service does. */
let emulator: Emulator;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-orders-'));
  emulator = await startEmulator();
  launched = await launchWith(emulator, { userData: join(base, 'data'), args: ['--lang=en'] });
});
test.afterEach(async () => {
  await launched.close().catch(() => undefined);
  await emulator.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** One call from the page that the window has now; null while it has none, or nobody answers. */
async function ask<T>(name: string, input?: unknown): Promise<T | null> {
  try {
    const call = `okPhotoSync.invoke(${JSON.stringify(name)}, ${input === undefined ? 'undefined' : JSON.stringify(input)})`;
    const answer = await launched.app.evaluate(async ({ BrowserWindow }, code) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined || contents.isCrashed() || contents.isLoading()) return null;
      return (await contents.executeJavaScript(code)) as { ok: boolean; value?: unknown };
    }, call);
    return answer?.ok ? ((answer.value ?? null) as T | null) : null;
  } catch {
    return null;
  }
}

const statusIs = async (): Promise<string | undefined> =>
  (await ask<{ status: { kind: string } }>('snapshot.get'))?.status.kind;

/** The process of that name, as soon as there is one that is not this. */
async function processOf(name: RegExp, not = 0): Promise<number> {
  let pid: number | undefined;
  const look = async (): Promise<number> => {
    const all = await launched.app.evaluate(({ app }) =>
      app
        .getAppMetrics()
        .map((one) => ({ pid: one.pid, called: `${one.type} ${one.name ?? ''} ${one.serviceName ?? ''}` })),
    );
    pid = all.find((one) => name.test(one.called) && one.pid !== not)?.pid;
    return pid ?? 0;
  };
  await expect.poll(look, { timeout: 30_000 }).toBeGreaterThan(0);
  return pid ?? 0;
}

async function kill(mortal: Mortal): Promise<void> {
  if (mortal === 'main') {
    const ended = new Promise((resolve) => launched.app.process().once('exit', resolve));
    launched.app.process().kill('SIGKILL');
    await ended;
    await launched.close().catch(() => undefined);
    launched = await launchWith(emulator, { userData: join(base, 'data'), args: ['--lang=en'] });
    return;
  }
  // Pictures are looked at by a process only while there are any.
  if (mortal === 'imaging') {
    await expect.poll(statusIs, { timeout: 30_000 }).toMatch(/sending|checking|ready/u);
    await more(3);
  }
  const name = mortal === 'page' ? /^Tab/u : /imaging|pictures/iu;
  const pid = await processOf(name);
  process.kill(pid, 'SIGKILL');
  // A page comes again by itself; a process for pictures when there is one to look at.
  if (mortal === 'page') await processOf(name, pid);
}

const folder = (): string => join(base, 'photos');
let made: string[] = [];

/** Photos that nobody has looked at yet; the folder is looked through at once. */
async function more(photos: number): Promise<void> {
  const wish = { width: 1600, height: 1200, firstSeed: 10 * made.length };
  made.push(...(await makeLibrary(join(folder(), `after ${made.length}`), photos, wish)));
  await ask('folders.scan', { folderId: null });
}

test('main, the page and the process for pictures die in every order, and every photo arrives exactly once', async () => {
  test.setTimeout(300_000);
  expect(orders.length).toBe(6);
  made = [];
  await signInTo(emulator, launched);
  await ask('account.keepSignIn', { where: 'file' });
  emulator.fail({ method: 'upload', bandwidthIn: 60_000, times: null });
  await more(4);
  const target = { kind: 'new', title: 'Whatever dies', privacy: 'private' };
  expect(await ask('folders.add', { path: folder(), target, rules: {} })).toHaveProperty('folderId');

  for (const order of orders) {
    await test.step(order.join(', '), async () => {
      await more(3);
      await expect.poll(statusIs, { timeout: 60_000 }).toBe('sending');
      for (const mortal of order) await kill(mortal);
      await expect.poll(statusIs, { timeout: 60_000 }).toMatch(/sending|checking|ready/u);
    });
  }

  emulator.clearFaults();
  await expect.poll(statusIs, { timeout: 120_000 }).toBe('ready');
  const ledger = emulator.ledger();
  nothingDoubled(ledger);
  const { photos, albums } = ledger;
  expect(photos.map((photo) => photo.sha256).sort()).toEqual(made.map(sha256Of).sort());
  expect(albums.map((album) => album.title)).toEqual(['Whatever dies']);
});
