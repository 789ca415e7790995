// Step 2: the bytes of one or more photos in one multipart POST, streamed from the disk.
import { Agent, type Dispatcher } from 'undici';
import type { AllowedUploadHosts } from '../../shared/upload-hosts.ts';
import { apiBase, uploadAddress } from './address.ts';
import { remoteFailure, type RemoteAnswer } from './answer.ts';
import { CONNECT_TIMEOUT_MS, type ConnectionOptions } from './api-calls.ts';
import { openBodyBuffers, type BodyBuffers } from './body-buffers.ts';
import { httpExchange, type ReportActivity } from './http-exchange.ts';
import { poolWithoutInterim } from './interim.ts';
import { multipartFrame } from './multipart.ts';
import { FIRST_PIECE_BYTES, nextPieceBytes } from './piece-size.ts';
import type { ApiClock, ApiLog, Credentials } from './ports.ts';
import { readAnswer } from './read-answer.ts';
import { logTrouble } from './trouble-log.ts';
import { BodyTrouble, bodyPieces, fillBody, type UploadPart } from './upload-body.ts';
import { uploadAnswer } from './wire.ts';

export interface UploadInput {
  /** A secret, with the ids filled in. */
  uploadUrl: string;
  /** In the order of the ids in the address. */
  parts: readonly UploadPart[];
  /** Bytes of the files the system has taken so far, framing not counted; never more than their sum. */
  onProgress?: (bytesSent: number) => void;
}

export interface Uploaded {
  /** Photo id → token. A secret, needed by the commit. */
  tokens: ReadonlyMap<string, string>;
}

/** Holds transfers back to a speed; shared by all lanes. */
export interface ByteLimiter {
  /** Resolves when so many bytes may go; at once when `signal` is aborted. */
  take(bytes: number, signal: AbortSignal): Promise<void>;
  /** Bytes a second that are allowed now; null: any. Without it, a limit is always in force. */
  rate?(): number | null;
}

/** The uploads of an account. Their connections are apart from the calls': a commit never waits behind bytes. */
export interface Uploads {
  /** Safe to repeat with the same address: nothing is visible before the commit. */
  upload(input: UploadInput, signal: AbortSignal): Promise<RemoteAnswer<Uploaded>>;
  /** Breaks off what is running. */
  close(): Promise<void>;
}

export interface UploadsOptions extends ConnectionOptions {
  log: ApiLog;
  /** Connections, one for each lane. Default 8: lanes that are not in use keep none. */
  lanes?: number;
  limiter?: ByteLimiter;
  /** Hosts that bytes may go to, asked before each upload. Default: the service's own domains. */
  uploadHosts?: () => AllowedUploadHosts;
}

const DEFAULT_LANES = 8;
/** An idle upload connection; repeating an upload is safe, so a stale one costs little. */
const UPLOAD_KEEP_ALIVE_MS = 10_000;

export function openUploads(options: UploadsOptions): Uploads {
  const { clock, log, credentials, userAgent, limiter } = options;
  const own = options.dispatcher
    ? null
    : new Agent({
        connections: options.lanes ?? DEFAULT_LANES,
        pipelining: 1,
        keepAliveTimeout: UPLOAD_KEEP_ALIVE_MS,
        connect: { timeout: CONNECT_TIMEOUT_MS },
        factory: poolWithoutInterim,
      });
  const uploader: Uploader = {
    dispatcher: options.dispatcher ?? own!,
    clock,
    log,
    credentials,
    userAgent,
    buffers: openBodyBuffers(clock),
    pieceBytes: FIRST_PIECE_BYTES,
    ...(limiter === undefined ? {} : { limiter }),
    ...(options.uploadHosts === undefined ? {} : { uploadHosts: options.uploadHosts }),
  };
  return {
    upload: (input, signal) => uploadCall(uploader, input, signal),
    async close() {
      await own?.destroy();
    },
  };
}

/** What the uploads of an account share. */
interface Uploader {
  dispatcher: Dispatcher;
  clock: ApiClock;
  log: ApiLog;
  credentials: Credentials;
  userAgent: string;
  limiter?: ByteLimiter;
  uploadHosts?: () => AllowedUploadHosts;
  buffers: BodyBuffers;
  /** Moves with the speed of the line; see piece-size.ts. Bodies below it are one buffer: one read, one write. */
  pieceBytes: number;
}

/** With a speed limit, small enough that a slow limit still looks like a steady flow. */
const LIMITED_PIECE_BYTES = 32 * 1024;
/** No byte taken and no answer for so long: the transfer is given up. */
const SILENCE_MS = 60_000;
/** What the system has taken may still be on its way: silence is allowed for as long as this many bytes take … */
const SYSTEM_BUFFER_BYTES = 4 * 1024 * 1024;
/** … at the slowest speed worth waiting for. */
const SLOWEST_BYTES_PER_SECOND = 16 * 1024;

/** Allowed silence after `takenBytes` were handed to the system, milliseconds. */
export function silenceAfter(takenBytes: number): number {
  return SILENCE_MS + (Math.min(takenBytes, SYSTEM_BUFFER_BYTES) / SLOWEST_BYTES_PER_SECOND) * 1000;
}

async function uploadCall(
  uploader: Uploader,
  input: UploadInput,
  signal: AbortSignal,
): Promise<RemoteAnswer<Uploaded>> {
  const { clock, limiter } = uploader;
  const api = apiBase(uploader.credentials.apiAddress);
  const address = api === null ? null : uploadAddress(input.uploadUrl, api, uploader.uploadHosts?.());
  if (address?.kind === 'unknown_host') return remoteFailure(address.trouble, false);
  if (address?.kind !== 'target') return remoteFailure({ who: 'address-not-allowed' }, false);
  const { url } = address;

  const framing = multipartFrame(input.parts);
  const fileBytes = input.parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  const isLimited = (): boolean => limiter !== undefined && limiter.rate?.() !== null;
  const isWhole = framing.contentLength <= uploader.pieceBytes && !isLimited();
  const whole = isWhole ? uploader.buffers.borrow(framing.contentLength) : null;
  const body: { trouble: BodyTrouble | null } = { trouble: null };
  let reportActivity: ReportActivity = () => {};
  let taken = 0;
  let ended = false;

  async function* flow(): AsyncGenerator<Buffer, void, undefined> {
    const pieces = bodyPieces(input.parts, framing, () => (isLimited() ? LIMITED_PIECE_BYTES : uploader.pieceBytes));
    try {
      for await (const piece of pieces) {
        if (limiter) await limiter.take(piece.length, signal);
        reportActivity(silenceAfter(taken + piece.length));
        const givenAt = clock.steady();
        yield piece;
        taken += piece.length;
        uploader.pieceBytes = nextPieceBytes(uploader.pieceBytes, clock.steady() - givenAt);
        reportActivity();
        if (!ended) input.onProgress?.(Math.min(taken, fileBytes));
      }
    } catch (error) {
      if (error instanceof BodyTrouble) body.trouble = error;
      throw error;
    }
  }

  try {
    const exchanged = await httpExchange(
      uploader.dispatcher,
      clock,
      {
        url,
        headers: {
          'content-type': framing.contentType,
          'content-length': String(framing.contentLength),
          accept: 'application/json',
          'user-agent': uploader.userAgent,
        },
        body: whole === null ? flow() : await fillBody(whole, input.parts, framing),
        silenceMs: silenceAfter(whole?.length ?? 0),
      },
      signal,
      (begun) => (reportActivity = begun),
    );
    ended = true;
    if (body.trouble !== null && exchanged.kind === 'failed') throw body.trouble;
    const answer = readAnswer(exchanged, uploadAnswer, 'upload', clock.now());
    if (!answer.ok) {
      logTrouble(uploader.log, 'upload', answer);
      return answer;
    }
    // The service has all of them: it gives no token for less.
    if (whole !== null) uploader.buffers.giveBack(whole);
    input.onProgress?.(fileBytes);
    const tokens = new Map(Object.entries(answer.value.photos).map(([id, { token }]) => [id, token]));
    return { ok: true, value: { tokens } };
  } catch (error) {
    if (error instanceof BodyTrouble) return remoteFailure(error.trouble, false);
    throw error;
  }
}
