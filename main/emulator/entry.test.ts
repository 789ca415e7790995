// The emulator as a process: its line, its end, and what a state folder keeps through a kill.
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { Ledger } from './state/ledger.ts';
import { png } from './testing/made-images.ts';
import { call, commit, publish, reserve, upload, type Credentials } from './testing/ok-client.ts';

const ENTRY = fileURLToPath(new URL('./entry.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ok-emulator-test-'));
const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(
  ...options: string[]
): Promise<{ child: ChildProcess; ready: Credentials & Record<string, string>; lines: string[] }> {
  const child = spawn(process.execPath, [ENTRY, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder, NODE_OPTIONS: '' },
  });
  running.add(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  await once(reader, 'line');
  return { child, ready: JSON.parse(lines[0]!) as Credentials & Record<string, string>, lines };
}

const ledgerOf = async (address: string) => (await (await fetch(`${address}__emulator/ledger`)).json()) as Ledger;

const temporaryFolders = () =>
  readdirSync(folder).filter((name) => name.startsWith('ok-emulator-') && !name.startsWith('ok-emulator-test-'));

test('it prints one JSON line, takes given credentials, and ends cleanly without leaving files', async () => {
  const given = [
    '--applicationKey',
    'CKEY',
    '--accessToken',
    'TOKEN',
    '--sessionSecretKey',
    'SECRET',
    '--applicationSecretKey',
    'APP',
  ];
  const { child, ready, lines } = await start('--port', '0', ...given);
  expect(ready).toMatchObject({
    applicationKey: 'CKEY',
    accessToken: 'TOKEN',
    sessionSecretKey: 'SECRET',
    applicationSecretKey: 'APP',
  });
  expect(ready.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  await publish(ready, [png(40, 40)]);
  expect(temporaryFolders()).toHaveLength(1);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(lines).toHaveLength(1);
  expect(temporaryFolders()).toEqual([]);
});

test('as a utility process it posts the same object, and stops when told to', async () => {
  // What Electron gives a utility process, made from Node's own channel to its parent.
  const parentPort =
    'process.parentPort = { postMessage: (data) => process.send(data), on: (_, listen) => process.on("message", (data) => listen({ data })) };';
  const child = fork(ENTRY, ['--port', '0'], {
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(parentPort)}`],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  running.add(child);
  let printed = '';
  child.stdout!.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [ready] = (await once(child, 'message')) as [Credentials];
  expect(await call(ready, 'users.getLoggedInUser')).toMatch(/^\d+$/);
  child.send({ type: 'stop' });
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(printed).toBe('');
});

test('wrong arguments end with status 2, a taken port with 1', async () => {
  const end = async (...options: string[]) => {
    const child = spawn(process.execPath, [ENTRY, ...options], { stdio: 'ignore' });
    return (await once(child, 'exit'))[0] as number;
  };
  expect(await end('--port', 'many')).toBe(2);
  expect(await end('--what')).toBe(2);
  const { ready } = await start('--port', '0');
  expect(await end('--port', new URL(ready.address).port)).toBe(1);
});

test('with a state folder everything acknowledged is there after a kill, and nothing twice', async () => {
  const state = join(folder, 'state');
  const { child, ready } = await start('--port', '0', '--state', state);
  const aid = (await call(ready, 'photos.createAlbum', { title: 'Дача' })) as string;
  const reserved = await reserve(ready, 30, { aid });
  const files = reserved.photo_ids.map((_, place) => png(40 + place, 40, `photo ${place}`));
  const acknowledged: { photo_id: string; assigned: string }[] = [];
  const uploaded: string[] = [];
  const sending = reserved.photo_ids.map(async (photo_id, place) => {
    const answer = await upload(reserved, [files[place]!], [photo_id]);
    uploaded.push(photo_id);
    const entry = { photo_id, token: answer.photos[photo_id].token as string };
    const committed = await commit(ready, [entry]);
    acknowledged.push({ photo_id, assigned: committed.photos[0].assigned_photo_id as string });
    if (acknowledged.length === 10) child.kill('SIGKILL');
  });
  await Promise.allSettled(sending);
  expect(acknowledged.length).toBeGreaterThanOrEqual(10);
  // What a kill in the middle of a write would leave at the end of the log.
  appendFileSync(join(state, 'log.jsonl'), '{"kind":"committed","pho');

  const again = await start('--port', '0', '--state', state);
  const ledger = await ledgerOf(again.ready.address);
  for (const { photo_id, assigned } of acknowledged) {
    expect(ledger.photos.filter((photo) => photo.photoId === photo_id).map((photo) => photo.assignedId)).toEqual([
      assigned,
    ]);
  }
  for (const photo_id of uploaded) {
    expect(ledger.reservations.find((one) => one.photoId === photo_id)!.state).not.toBe('reserved');
  }
  expect(ledger.summary.idsCommittedTwice).toBe(0);
  expect(ledger.albums).toMatchObject([{ aid, title: 'Дача' }]);
  expect(readdirSync(join(state, 'photos')).some((name) => name.endsWith('.part'))).toBe(false);
  const picture = await fetch(`${again.ready.address}photo/${acknowledged[0]!.assigned}`);
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(
    files[reserved.photo_ids.indexOf(acknowledged[0]!.photo_id)],
  );

  const [newId] = await publish(again.ready, [png(99, 99)], { aid });
  expect(ledger.photos.map((photo) => photo.assignedId)).not.toContain(newId);
  again.child.kill('SIGINT');
  expect(await once(again.child, 'exit')).toEqual([0, null]);
  expect(existsSync(join(state, 'log.jsonl'))).toBe(true);
  const third = await start('--port', '0', '--state', state);
  expect((await ledgerOf(third.ready.address)).photos.map((photo) => photo.assignedId)).toContain(newId);
});
