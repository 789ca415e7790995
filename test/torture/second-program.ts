// Another program that works in the folder while the engine runs: writes, renames, touches, edits, one file after
// another. Started by `besides`.
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, open, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exifBlock, withJpegHeaders } from '../fixtures/exif-block.ts';
import { seededRandom } from '../fixtures/scenes.ts';

type ToProgram = { type: 'go' | 'stop' };
/** Told when it has stopped. */
interface Left {
  /** Contents of the files that it has now, and of all that it ever wrote to the end. */
  now: string[];
  ever: string[];
}

export interface SecondProgram {
  go(): void;
  /** Resolves when it touches nothing any more. */
  stop(): Promise<void>;
  now(): readonly string[];
  ever(): readonly string[];
  close(): void;
}

/** `picture`: a JPEG whose headers it replaces. */
export function besides(folder: string, picture: string, seed: number): SecondProgram {
  const child = fork(fileURLToPath(import.meta.url), [folder, picture, String(seed)], { stdio: 'inherit' });
  let left: Left = { now: [], ever: [] };
  let heard: () => void = () => undefined;
  child.on('message', (message) => {
    left = message as Left;
    heard();
  });
  return {
    go: () => void child.send({ type: 'go' } satisfies ToProgram),
    stop() {
      const stopped = new Promise<void>((resolve) => (heard = resolve));
      child.send({ type: 'stop' } satisfies ToProgram);
      return stopped;
    },
    now: () => left.now,
    ever: () => left.ever,
    close: () => void child.kill(),
  };
}

/** Few, so that most of what the engine sees stands still. */
const filesAtMost = 5;
const restMs = [40, 200] as const;

async function work(folder: string, picturePath: string, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const picture = await readFile(picturePath);
  const files: { path: string; sha256: string; seconds: number }[] = [];
  const ever = new Set<string>();
  let made = 0;
  let isWorking = false;
  let running: Promise<void> = Promise.resolve();

  const bytesOf = (): Buffer =>
    withJpegHeaders(picture, exifBlock({ camera: `Second ${String((made += 1)).padStart(8, '0')}` }), null);
  const name = (): string => join(folder, `second-${(made += 1)}.jpg`);
  const shaOf = (bytes: Buffer): string => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    ever.add(sha256);
    return sha256;
  };

  async function add(): Promise<void> {
    const [path, bytes] = [name(), bytesOf()];
    const seconds = Math.floor(Date.now() / 1000) - 3_600;
    await writeFile(path, bytes);
    files.push({ path, sha256: shaOf(bytes), seconds });
    await utimes(path, seconds, seconds);
  }

  async function once(): Promise<void> {
    const choice = random();
    const one = files[Math.floor(random() * files.length)];
    if (one === undefined || (choice < 0.25 && files.length < filesAtMost)) return add();
    if (choice < 0.45) {
      const to = name();
      await rename(one.path, to);
      one.path = to;
    } else if (choice < 0.6) {
      const bytes = bytesOf();
      const file = await open(one.path, 'r+');
      await file.write(bytes, 0, bytes.length, 0);
      await file.close();
      await utimes(one.path, one.seconds, one.seconds);
      one.sha256 = shaOf(bytes);
    } else if (choice < 0.7) {
      // As most programs save: a new file that takes the name.
      const bytes = bytesOf();
      await writeFile(`${one.path}.tmp`, bytes);
      await rename(`${one.path}.tmp`, one.path);
      await utimes(one.path, one.seconds, one.seconds);
      one.sha256 = shaOf(bytes);
    } else if (choice < 0.8) {
      one.seconds += 10;
      await utimes(one.path, one.seconds, one.seconds);
    } else if (choice < 0.93) await chmod(one.path, random() < 0.5 ? 0o600 : 0o644);
    else {
      await rm(one.path);
      files.splice(files.indexOf(one), 1);
    }
  }

  async function goOn(): Promise<void> {
    while (isWorking) {
      await once();
      await sleep(restMs[0] + random() * (restMs[1] - restMs[0]));
    }
  }

  process.on('message', (message: ToProgram) => {
    if (message.type === 'go' && !isWorking) {
      isWorking = true;
      running = goOn();
    } else if (message.type === 'stop') {
      isWorking = false;
      void running.then(() =>
        process.send?.({ now: files.map(({ sha256 }) => sha256), ever: [...ever] } satisfies Left),
      );
    }
  });
  process.on('disconnect', () => process.exit(0));
}

const [, started, folder, picture, seed] = process.argv;
if (started === fileURLToPath(import.meta.url) && folder !== undefined && picture !== undefined)
  await work(folder, picture, Number(seed));
