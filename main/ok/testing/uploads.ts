// For tests of uploads: photos of random bytes, a client that sends them to a server of the test's own, and what
// arrived there. Registers vitest's hooks.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Clock } from '../../engine/ports.ts';
import { systemClock } from '../../engine/system-clock.ts';
import { fileToSend, type FileToSend } from '../../engine/pipeline/file-to-send.ts';
import { openOkApi, type ByteLimiter, type OkApi, type UploadInput } from '../api.ts';
import { rememberingLog, startAnswering, type AnsweringServer } from './answering-server.ts';

/** The service's answer to a body that it accepts. */
export const tokenAnswer = '{"photos":{"aB\\u003d\\u003d":{"token":"t\\u003d"}}}';
/** The answer when the first file is not the one that was inspected. */
export const changedAnswer = { ok: false, trouble: { who: 'file-changed', part: 0 }, mayHaveHappened: false };

/** Called at the beginning of a test file. What it opens, and the folder, go with each test. */
export function uploadsOfTests() {
  const closing: (() => Promise<unknown>)[] = [];
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'upload-'));
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder: (): string => folder,
    async serving(...args: Parameters<typeof startAnswering>): Promise<AnsweringServer> {
      const server = await startAnswering(...args);
      closing.push(() => server.close());
      return server;
    },
    remoteOf(server: AnsweringServer, more: { clock?: Clock; limiter?: ByteLimiter; lanes?: number } = {}): OkApi {
      const remote = openOkApi({
        credentials: { apiAddress: server.address, applicationKey: 'K', accessToken: 'T', signingSecret: 'S' },
        log: rememberingLog(),
        clock: systemClock,
        userAgent: 'test',
        ...more,
      });
      closing.push(() => remote.close());
      return remote;
    },
    async photo(bytes: number, name = 'Дача "июль"\n.jpg'): Promise<{ part: FileToSend; content: Buffer }> {
      const path = join(folder, process.platform === 'win32' ? name.replaceAll(/["\n]/gu, '') : name);
      const content = randomBytes(bytes);
      await writeFile(path, content);
      const { mtimeNs } = await stat(path, { bigint: true });
      return { part: { path, sizeBytes: bytes, mtimeNs, contentType: 'image/jpeg' }, content };
    },
  };
}

export const to = (server: AnsweringServer, ...parts: FileToSend[]): UploadInput => ({
  uploadUrl: `${server.address}u?apiToken=x`,
  parts: parts.map(fileToSend),
});

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** File parts of a multipart body, by its own boundary. */
export function partsOf(body: Buffer, contentType: string): { head: string; content: Buffer }[] {
  const boundary = `--${/boundary=(\S+)$/u.exec(contentType)?.[1]}`;
  const starts: number[] = [];
  for (let at = body.indexOf(boundary); at >= 0; at = body.indexOf(boundary, at + 1)) starts.push(at);
  return starts.slice(0, -1).map((start, index) => {
    const content = body.indexOf('\r\n\r\n', start) + 4;
    return {
      head: body.subarray(start, content).toString(),
      content: body.subarray(content, (starts[index + 1] ?? 0) - 2),
    };
  });
}
