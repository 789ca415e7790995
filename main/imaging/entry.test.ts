// The imaging process as a real child: what it answers, and that no picture brings it down unanswered.
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imagingReply, type ImagingReply, type ImagingRequest } from '../../shared/facts.ts';
import { photoBytes, type MadeFormat } from '../../test/fixtures/make-photos.ts';
import { seededRandom } from '../../test/fixtures/palettes.ts';
import { isHidden } from './sharp-for-electron.ts';

const entry = join(import.meta.dirname, 'entry.ts');
const sampleHeic = join(import.meta.dirname, '../../test/fixtures/sample.heic');
const pretendElectron = join(import.meta.dirname, 'testing', 'pretend-electron.cjs');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imaging-entry-'));
});
afterAll(() => rm(folder, { recursive: true }));

type LifeSign = Extract<ImagingReply, { kind: 'working' }>;

/** A child, its replies in the order they come, and what it wrote to standard error. */
function start(execArgv: string[] = []) {
  const child: ChildProcess = fork(entry, [], { execArgv, serialization: 'advanced', silent: true });
  const replies: ImagingReply[] = [];
  const waiting: ((reply: ImagingReply) => void)[] = [];
  const signs: LifeSign[] = [];
  let stderr = '';
  child.stderr?.on('data', (text) => (stderr += String(text)));
  child.on('message', (message) => {
    const reply = imagingReply.parse(message);
    if (reply.kind === 'working') {
      signs.push(reply);
      return;
    }
    const next = waiting.shift();
    if (next) next(reply);
    else replies.push(reply);
  });
  const reply = () =>
    new Promise<ImagingReply>((resolve) => {
      const ready = replies.shift();
      if (ready) resolve(ready);
      else waiting.push(resolve);
    });
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  let id = 0;
  const ask = async (request: { path: string } | { path: string; outPath: string }) => {
    id += 1;
    const asIs = { maxSidePixels: 100, maxBytes: null, toFormat: 'jpeg', removeGps: true } as const;
    const message: ImagingRequest =
      'outPath' in request
        ? { id, kind: 'makeCopy', plan: asIs, ...request }
        : { id, kind: 'inspect', thumbnailFolder: join(folder, 'thumbnails'), ...request };
    child.send(message);
    return reply();
  };
  return { child, ask, reply, exited, signs, stderr: () => stderr };
}

async function put(name: string, bytes: Buffer): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

test.each([
  ['native', []],
  ["WebAssembly, as inside Linux's Electron", ['--require', pretendElectron]],
])('says that it is ready, answers in order, and keeps quiet (%s)', async (_, execArgv) => {
  const process = start(execArgv);
  expect(await process.reply()).toEqual({ kind: 'ready' });
  for (const format of ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as MadeFormat[]) {
    const path = await put(
      `whole.${format}`,
      await photoBytes({ format, width: 320, height: 240, orientation: format === 'jpeg' ? 6 : 1 }),
    );
    expect(await process.ask({ path })).toMatchObject({
      kind: 'inspected',
      outcome: { kind: 'facts', facts: { format, soundness: 'whole', hasThumbnail: true } },
    });
  }
  expect(await process.ask({ path: sampleHeic })).toMatchObject({
    outcome: { facts: { format: 'heic', soundness: 'whole' } },
  });
  const cut = (await photoBytes({ width: 1600, height: 1200 })).subarray(0, 90_000);
  expect(await process.ask({ path: await put('cut.jpg', cut) })).toMatchObject({
    outcome: { facts: { soundness: 'cut' } },
  });
  const copy = await process.ask({ path: sampleHeic, outPath: join(folder, 'copy.jpg') });
  expect(copy).toMatchObject({ kind: 'made', outcome: { kind: 'made', width: 100, height: 75, format: 'jpeg' } });
  expect(copy).toHaveProperty('residentBytes', expect.any(Number));
  process.child.disconnect();
  expect(await process.exited).toBe(0);
  expect(process.stderr()).toBe('');
});

test('a request of another shape ends the process instead of being guessed at', async () => {
  const process = start();
  await process.reply();
  process.child.send({ kind: 'inspect', id: 1, path: 7 });
  expect(await process.exited).not.toBe(0);
});

test('the native build is hidden only on Linux and only in Electron', () => {
  const electron = { electron: '45.0.0' };
  for (const name of ['linux-x64', 'linux-arm64', 'linuxmusl-x64', 'linux-riscv64']) {
    expect(isHidden(`@img/sharp-${name}/sharp.node`, 'linux', electron)).toBe(true);
    expect(isHidden(`@img/sharp-${name}/sharp.node`, 'linux', {})).toBe(false);
  }
  expect(isHidden('@img/sharp-darwin-arm64/sharp.node', 'darwin', electron)).toBe(false);
  expect(isHidden('@img/sharp-wasm32/sharp.node', 'linux', electron)).toBe(false);
  expect(isHidden('@img/sharp-libvips-linux-x64/lib', 'linux', electron)).toBe(false);
});

test('mutated pictures of every format each get a verdict, from a process that stays alive', async () => {
  const process = start();
  await process.reply();
  const random = seededRandom(2024);
  const originals = await Promise.all(
    (['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as MadeFormat[]).map((format) =>
      photoBytes({ format, width: 96, height: 72, capturedAt: new Date(0), gps: { latitude: 1, longitude: 2 } }),
    ),
  );
  originals.push(await readFile(sampleHeic));
  for (let round = 0; round < 280; round += 1) {
    const bytes = Buffer.from(originals[round % originals.length] ?? []);
    // Headers are where a changed byte does most.
    for (let hits = Math.ceil(random() * 8); hits > 0; hits -= 1)
      bytes[Math.floor(random() ** 3 * bytes.length)] = Math.floor(random() * 256);
    const mutant = random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
    const path = await put('mutant.jpg', mutant);
    const reply = await process.ask(round % 5 === 4 ? { path, outPath: join(folder, 'mutant-copy') } : { path });
    expect(reply.kind).toBe(round % 5 === 4 ? 'made' : 'inspected');
  }
  process.child.disconnect();
  expect(await process.exited).toBe(0);
});

test('a request is begun with a sign of life, so that the pool counts from there', async () => {
  const { child, ask, reply, signs } = start();
  await reply();
  const path = await put('alive.jpg', await photoBytes({ width: 64, height: 48 }));
  expect((await ask({ path })).kind).toBe('inspected');
  expect(signs[0]).toMatchObject({ kind: 'working', id: 1, doing: 'reading', readBytes: 0 });
  child.kill();
});
