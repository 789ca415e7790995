// The imaging process: answers one request at a time. If it dies the pool starts another one.
import { imagingRequest, type ImagingReply, type ImagingRequest } from '../../shared/facts.ts';
import { agreementOf } from './agreement.ts';
import { fingerprintFile } from './fingerprint.ts';
import { inspect } from './inspect.ts';
import { watchMemory } from './memory-watch.ts';
import { makeCopy } from './make-copy.ts';
import type { Progress } from './progress.ts';
import { closeUnneededLoaders, loadSharp } from './sharp-for-electron.ts';

type Reply = (reply: ImagingReply) => void;

/** The part of Electron's MessagePortMain and of `process.parentPort` that is used here, declared without Electron. */
type Port = {
  on(event: 'message', run: (event: { data: unknown; ports: Port[] }) => void): void;
  on(event: 'close', run: () => void): void;
  postMessage(message: unknown): void;
  start(): void;
};

/** Decoding runs in other threads, so the pool hears this often that the process is alive, and what it has used. */
const lifeSignEveryMs = 1000;

async function answer(request: ImagingRequest, reply: Reply): Promise<void> {
  const { id } = request;
  const before = process.cpuUsage();
  let readBytes = 0;
  let doing: 'reading' | 'decoding' = 'reading';
  const tell = () => {
    const { user, system } = process.cpuUsage(before);
    reply({ kind: 'working', id, doing, readBytes, cpuMs: Math.round((user + system) / 1000) });
  };
  const progress: Progress = {
    onRead: (bytes) => (readBytes = bytes),
    onDecode: () => (doing = 'decoding'),
  };
  tell();
  const lifeSigns = setInterval(tell, lifeSignEveryMs);
  try {
    reply(await work(request, progress));
  } finally {
    clearInterval(lifeSigns);
  }
}

type Answered = Extract<ImagingReply, { outcome: unknown }>;

async function work(request: ImagingRequest, progress: Progress): Promise<Answered> {
  const { id } = request;
  if (request.kind === 'makeCopy') {
    const outcome = await makeCopy(request.path, request.outPath, request.plan, progress);
    return { kind: 'made', id, outcome, residentBytes: process.memoryUsage.rss() };
  }
  if (request.kind === 'fingerprint') {
    const outcome = await fingerprintFile(request.path, progress);
    return { kind: 'fingerprinted', id, outcome, residentBytes: process.memoryUsage.rss() };
  }
  if (request.kind === 'agreement') {
    const outcome = await agreementOf(request.path, request.previewPath, progress);
    return { kind: 'agreed', id, outcome, residentBytes: process.memoryUsage.rss() };
  }
  const wish = { thorough: request.thorough ?? false, ...progress };
  const outcome = await inspect(request.path, request.thumbnailFolder, wish);
  return { kind: 'inspected', id, outcome, residentBytes: process.memoryUsage.rss() };
}

/**
 * Returns the handler of messages. An exception of a request is a bug and ends the process: the pool reports a crash.
 */
function serve(reply: Reply): (message: unknown) => void {
  closeUnneededLoaders(loadSharp());
  const isBusy = watchMemory();
  let last = Promise.resolve();
  reply({ kind: 'ready' });
  return (message) => {
    const request = imagingRequest.parse(message);
    isBusy(true);
    last = last.then(() => answer(request, reply)).then(() => isBusy(false));
  };
}

// Plain Node ends by itself then; Electron would only warn, and the photo would wait for its time limit.
process.on('unhandledRejection', (error) => {
  throw error;
});

const electronParent = (process as unknown as { parentPort?: Port }).parentPort;

if (electronParent) {
  // Electron's utilityProcess: the first message brings the port to the engine.
  electronParent.on('message', ({ ports: [port] }) => {
    if (port === undefined) return;
    const take = serve((reply) => port.postMessage(reply));
    port.on('message', ({ data }) => take(data));
    port.on('close', () => process.exit(0));
    port.start();
  });
} else {
  // Plain Node: a forked child. Ctrl+C reaches all processes of a terminal's group: the parent decides about the end,
  // and the photo in work must not be reported as a crash.
  process.on('SIGINT', () => undefined);
  process.on(
    'message',
    serve((reply) => void process.send?.(reply)),
  );
  process.on('disconnect', () => process.exit(0));
}
