// The service as the steps see it: one object per account, every call typed, nothing thrown for what the network or the service does.
import { Agent } from 'undici';
import type { Privacy } from '../../shared/library/album.ts';
import { poolWithoutInterim } from './interim.ts';
import { openBodyBuffers } from './body-buffers.ts';
import { albums, createAlbum, editAlbum, type RemoteAlbum } from './albums.ts';
import type { RemoteAnswer } from './answer.ts';
import { CONNECT_TIMEOUT_MS, openApiCalls, type ApiCallsOptions } from './api-calls.ts';
import { commitCall, type CommitItem, type CommitResult } from './commit.ts';
import { albumPhotos, photosInfo, type PhotosWanted, type RemotePhoto } from './photos.ts';
import { FIRST_PIECE_BYTES } from './piece-size.ts';
import { reserveCall, type Reservation, type ReserveInput } from './reserve.ts';
import { uploadCall, type ByteLimiter, type Uploaded, type UploadInput } from './upload.ts';
import { currentUser, loggedInUser, type RemoteUser } from './users.ts';

export type { RemoteAnswer, Failed, Trouble } from './answer.ts';
export type { RemoteAlbum, CommitItem, CommitResult, PhotosWanted, RemotePhoto, Reservation, ReserveInput };
export type { ByteLimiter, RemoteUser, Uploaded, UploadInput };
export { fillPlaceholder } from './reserve.ts';

/** Each method resolves always. Calls keep the account's pace; uploads do not count. */
export interface OkApi {
  reserve(input: ReserveInput, signal: AbortSignal): Promise<RemoteAnswer<Reservation>>;
  upload(input: UploadInput, signal: AbortSignal): Promise<RemoteAnswer<Uploaded>>;
  commit(items: readonly CommitItem[], signal: AbortSignal): Promise<RemoteAnswer<CommitResult[]>>;
  createAlbum(album: { title: string; privacy: Privacy }, signal: AbortSignal): Promise<RemoteAnswer<string>>;
  editAlbum(album: { id: string; title: string; privacy: Privacy }, signal: AbortSignal): Promise<RemoteAnswer<true>>;
  albums(signal: AbortSignal): Promise<RemoteAnswer<RemoteAlbum[]>>;
  /** null: personal photos. */
  albumPhotos(
    albumRemoteId: string | null,
    wanted: PhotosWanted,
    signal: AbortSignal,
  ): Promise<RemoteAnswer<RemotePhoto[]>>;
  photosInfo(ids: readonly string[], signal: AbortSignal): Promise<RemoteAnswer<RemotePhoto[]>>;
  loggedInUser(signal: AbortSignal): Promise<RemoteAnswer<string>>;
  currentUser(signal: AbortSignal): Promise<RemoteAnswer<RemoteUser>>;
  /** See client.ts: what the service's clock is ahead of ours. */
  clockOffsetMs(): number | null;
  /** Breaks off what is running. */
  close(): Promise<void>;
}

export interface OkApiOptions extends ApiCallsOptions {
  /** Connections for uploads, one for each lane. Default 8: lanes that are not in use keep none. */
  lanes?: number;
  limiter?: ByteLimiter;
  /** Longest silence of an upload, milliseconds; see upload.ts. */
  uploadSilenceMs?: number;
}

const DEFAULT_LANES = 8;
/** An idle upload connection; repeating an upload is safe, so a stale one costs little. */
const UPLOAD_KEEP_ALIVE_MS = 10_000;

export function openOkApi(options: OkApiOptions): OkApi {
  const { clock, credentials, log, userAgent, limiter, uploadSilenceMs } = options;
  const client = openApiCalls(options);
  // Apart from the calls' connections: a commit never waits behind somebody's bytes.
  const own = options.dispatcher
    ? null
    : new Agent({
        connections: options.lanes ?? DEFAULT_LANES,
        pipelining: 1,
        keepAliveTimeout: UPLOAD_KEEP_ALIVE_MS,
        connect: { timeout: CONNECT_TIMEOUT_MS },
        factory: poolWithoutInterim,
      });
  const uploader = {
    dispatcher: options.dispatcher ?? own!,
    clock,
    log,
    credentials,
    userAgent,
    buffers: openBodyBuffers(clock),
    pieceBytes: FIRST_PIECE_BYTES,
    ...(limiter === undefined ? {} : { limiter }),
    ...(uploadSilenceMs === undefined ? {} : { silenceMs: uploadSilenceMs }),
  };

  return {
    reserve: (input, signal) => reserveCall(client, clock, credentials.apiAddress, input, signal),
    upload: (input, signal) => uploadCall(uploader, input, signal),
    commit: (items, signal) => commitCall(client, items, signal),
    createAlbum: (album, signal) => createAlbum(client, album, signal),
    editAlbum: (album, signal) => editAlbum(client, album, signal),
    albums: (signal) => albums(client, signal),
    albumPhotos: (albumRemoteId, wanted, signal) => albumPhotos(client, albumRemoteId, wanted, signal),
    photosInfo: (ids, signal) => photosInfo(client, ids, signal),
    loggedInUser: (signal) => loggedInUser(client, signal),
    currentUser: (signal) => currentUser(client, signal),
    clockOffsetMs: () => client.clockOffsetMs(),
    async close() {
      await Promise.all([client.close(), own?.destroy()]);
    },
  };
}
