// Step 2: the bytes of one or more photos in one multipart POST. Streams from the disk; decides no retries.
import type { Dispatcher } from 'undici';
import type { Clock, Credentials, Log } from '../engine/ports.ts';
import { apiBase, uploadTarget } from './address.ts';
import { remoteFailure, type RemoteAnswer } from './answer.ts';
import type { BodyBuffers } from './body-buffers.ts';
import { logTrouble } from './api-calls.ts';
import { httpExchange, type ReportActivity } from './http-exchange.ts';
import { multipartFrame } from './multipart.ts';
import { nextPieceBytes } from './piece-size.ts';
import { readAnswer } from './read-answer.ts';
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

/** Holds transfers back to a speed; shared by all lanes. Resolves when so many bytes may go; at once when `signal` is aborted. */
export interface ByteLimiter {
  take(bytes: number, signal: AbortSignal): Promise<void>;
  /** Bytes a second that are allowed now; null: any. Without it, a limit is always in force. */
  rate?(): number | null;
}

/** What the uploads of an account share. */
export interface Uploader {
  dispatcher: Dispatcher;
  clock: Clock;
  log: Log;
  credentials: Credentials;
  userAgent: string;
  limiter?: ByteLimiter;
  /** See `SILENCE_MS`. */
  silenceMs?: number;
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
export function silenceAfter(takenBytes: number, silenceMs = SILENCE_MS): number {
  return silenceMs + (Math.min(takenBytes, SYSTEM_BUFFER_BYTES) / SLOWEST_BYTES_PER_SECOND) * 1000;
}

/** Safe to repeat with the same address: nothing is visible before the commit. */
export async function uploadCall(
  uploader: Uploader,
  input: UploadInput,
  signal: AbortSignal,
): Promise<RemoteAnswer<Uploaded>> {
  const { clock, limiter, silenceMs = SILENCE_MS } = uploader;
  const api = apiBase(uploader.credentials.apiAddress);
  const url = api === null ? null : uploadTarget(input.uploadUrl, api);
  if (url === null) return remoteFailure({ who: 'address-not-allowed' }, false);

  const framing = multipartFrame(input.parts);
  const fileBytes = input.parts.reduce((sum, part) => sum + part.sizeBytes, 0);
  const isLimited = (): boolean => limiter !== undefined && limiter.rate?.() !== null;
  const isWhole = framing.contentLength <= uploader.pieceBytes && !isLimited();
  const whole = isWhole ? uploader.buffers.borrow(framing.contentLength) : null;
  const body: { trouble: BodyTrouble | null } = { trouble: null };
  let heard: ReportActivity = () => {};
  let taken = 0;
  let ended = false;

  async function* flow(): AsyncGenerator<Buffer, void, undefined> {
    const pieces = bodyPieces(input.parts, framing, () => (isLimited() ? LIMITED_PIECE_BYTES : uploader.pieceBytes));
    try {
      for await (const piece of pieces) {
        if (limiter) await limiter.take(piece.length, signal);
        heard(silenceAfter(taken + piece.length, silenceMs));
        const givenAt = clock.steady();
        yield piece;
        taken += piece.length;
        uploader.pieceBytes = nextPieceBytes(uploader.pieceBytes, clock.steady() - givenAt);
        heard();
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
        silenceMs: silenceAfter(whole?.length ?? 0, silenceMs),
      },
      signal,
      (begun) => (heard = begun),
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
