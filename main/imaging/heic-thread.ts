// Opens HEIC files in a thread of their own: libheif blocks its thread until a picture is decoded, and meanwhile the
// process must show signs of life.
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { HeicAnswer, HeicHeader, HeicRequest } from './heic-worker.ts';

export type HeicPicture = Pick<HeicHeader, 'width' | 'height'> & {
  exif: Buffer | null;
  profile: Buffer | null;
  /** Four bytes a pixel, RGBA. null: cannot be decoded. Costs most of the time, so only on request. */
  decode: () => Promise<Buffer | null>;
  close: () => void;
};

/** Beside this file, as a source or as a bundle. */
const workerPath = join(import.meta.dirname, `heic-worker${extname(import.meta.filename)}`);

type Thread = { ask: (request: HeicRequest) => Promise<HeicAnswer> };
let thread: Thread | undefined;

function startThread(): Thread {
  // The thread gets none of this program's command line options.
  const worker = new Worker(workerPath, { execArgv: [] });
  const waiting: { resolve: (answer: HeicAnswer) => void; reject: (error: unknown) => void }[] = [];
  const fail = (error: unknown) => {
    thread = undefined;
    for (const one of waiting.splice(0)) one.reject(error);
  };
  worker.on('message', (answer: HeicAnswer) => {
    waiting.shift()?.resolve(answer);
    if (waiting.length === 0) worker.unref();
  });
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`the thread that decodes HEIC ended with ${code}`)));
  worker.unref();
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.ref();
        worker.postMessage(request);
      }),
  };
}

/**
 * The primary picture of a HEIC file, or null when there is none to be found. The caller must `close` it; one at a
 * time.
 */
export async function openHeicInThread(bytes: Buffer): Promise<HeicPicture | null> {
  thread ??= startThread();
  const { ask } = thread;
  const opened = await ask({ kind: 'open', bytes });
  if (opened.kind !== 'opened' || opened.header === null) return null;
  const { width, height, exif, profile } = opened.header;
  return {
    width,
    height,
    exif: exif && Buffer.from(exif),
    profile: profile && Buffer.from(profile),
    async decode() {
      const decoded = await ask({ kind: 'decode' });
      if (decoded.kind !== 'decoded' || decoded.pixels === null) return null;
      return Buffer.from(decoded.pixels.buffer, decoded.pixels.byteOffset, decoded.pixels.byteLength);
    },
    // A thread that has ended holds no picture any more.
    close: () => void ask({ kind: 'close' }).catch(() => undefined),
  };
}
