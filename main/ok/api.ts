// The service's methods as one object per account: every answer typed, nothing thrown for what network or service do.
import type { AllowedUploadHosts } from '../../shared/upload-hosts.ts';
import type { Privacy } from '../../shared/library/album.ts';
import { createAlbum, editAlbum, listAlbums, type EditedAlbum, type RemoteAlbum } from './albums.ts';
import type { RemoteAnswer } from './answer.ts';
import { openApiCalls, type ApiCalls, type ConnectionOptions } from './api-calls.ts';
import { commitCall, type CommitItem, type CommitResult } from './commit.ts';
import {
  albumPhotos,
  editCaption,
  photosCount,
  photosInfo,
  type EditedCaption,
  type PhotosWanted,
  type RemotePhoto,
} from './photos.ts';
import { managedGroups, type AlbumPlace, type RemoteGroup } from './groups.ts';
import type { ApiClock, ApiLog } from './ports.ts';
import { reserveCall, type Reservation, type ReserveInput } from './reserve.ts';
import { withTroubleLog } from './trouble-log.ts';
import { openUploads, type ByteLimiter, type Uploaded, type UploadInput, type Uploads } from './upload.ts';
import { currentUser, hasRight, loggedInUser, takeRightsBack, type RemoteUser } from './users.ts';

export type { RemoteAnswer, Failed, Trouble } from './answer.ts';
export type { AlbumPlace, RemoteGroup };
export type { RemoteAlbum, CommitItem, CommitResult, PhotosWanted, RemotePhoto, Reservation, ReserveInput };
export type { ByteLimiter, RemoteUser, Uploaded, UploadInput };
export { fillPlaceholder } from './reserve.ts';

/** Each method resolves always. */
export interface OkApi {
  reserve(input: ReserveInput, signal: AbortSignal): Promise<RemoteAnswer<Reservation>>;
  upload(input: UploadInput, signal: AbortSignal): Promise<RemoteAnswer<Uploaded>>;
  /** `groupId`: of the group that the photos were reserved for. */
  commit(
    items: readonly CommitItem[],
    signal: AbortSignal,
    groupId?: string | null,
  ): Promise<RemoteAnswer<CommitResult[]>>;
  createAlbum(
    album: { title: string; privacy: Privacy; groupId?: string | null },
    signal: AbortSignal,
  ): Promise<RemoteAnswer<string>>;
  editAlbum(album: EditedAlbum, signal: AbortSignal): Promise<RemoteAnswer<true>>;
  /** '' takes it away. */
  editCaption(photo: EditedCaption, signal: AbortSignal): Promise<RemoteAnswer<true>>;
  /** The user's own, or those of a group. */
  albums(signal: AbortSignal, groupId?: string | null): Promise<RemoteAnswer<RemoteAlbum[]>>;
  /** Groups in which the user may add albums. */
  groups(signal: AbortSignal): Promise<RemoteAnswer<RemoteGroup[]>>;
  albumPhotos(place: AlbumPlace, wanted: PhotosWanted, signal: AbortSignal): Promise<RemoteAnswer<RemotePhoto[]>>;
  /** How many photos are there; null where the service does not say. */
  photosCount(place: AlbumPlace, signal: AbortSignal): Promise<RemoteAnswer<number | null>>;
  photosInfo(ids: readonly string[], signal: AbortSignal): Promise<RemoteAnswer<RemotePhoto[]>>;
  /** The user's id alone: needs no right to see the profile. */
  loggedInUser(signal: AbortSignal): Promise<RemoteAnswer<string>>;
  currentUser(signal: AbortSignal): Promise<RemoteAnswer<RemoteUser>>;
  hasRight(right: string, signal: AbortSignal): Promise<RemoteAnswer<boolean>>;
  takeRightsBack(signal: AbortSignal): Promise<RemoteAnswer<true>>;
  /** The service's clock minus ours, milliseconds, to about a second; null before the first good answer. */
  clockOffsetMs(): number | null;
  /** Breaks off what is running. */
  close(): Promise<void>;
}

/** The methods over these calls and uploads, each with the wrappers that the caller chose. `close` closes both. */
export function okApiOf(parts: {
  calls: ApiCalls;
  uploads: Uploads;
  clock: ApiClock;
  apiAddress: string;
  /** Hosts that bytes may go to. Default: the service's own domains. */
  uploadHosts?: () => AllowedUploadHosts;
}): OkApi {
  const { calls, uploads, clock } = parts;
  return {
    reserve: (input, signal) => reserveCall(calls, clock, parts, input, signal),
    upload: (input, signal) => uploads.upload(input, signal),
    commit: (items, signal, groupId) => commitCall(calls, items, signal, groupId),
    createAlbum: (album, signal) => createAlbum(calls, album, signal),
    editAlbum: (album, signal) => editAlbum(calls, album, signal),
    editCaption: (photo, signal) => editCaption(calls, photo, signal),
    albums: (signal, groupId) => listAlbums(calls, signal, groupId),
    groups: (signal) => managedGroups(calls, signal),
    albumPhotos: (place, wanted, signal) => albumPhotos(calls, place, wanted, signal),
    photosCount: (place, signal) => photosCount(calls, place, signal),
    photosInfo: (ids, signal) => photosInfo(calls, ids, signal),
    loggedInUser: (signal) => loggedInUser(calls, signal),
    currentUser: (signal) => currentUser(calls, signal),
    hasRight: (right, signal) => hasRight(calls, right, signal),
    takeRightsBack: (signal) => takeRightsBack(calls, signal),
    clockOffsetMs: () => calls.clockOffsetMs(),
    async close() {
      await Promise.all([calls.close(), uploads.close()]);
    },
  };
}

export interface OkApiOptions extends ConnectionOptions {
  log: ApiLog;
  /** Connections for uploads, one for each lane. Default 8: lanes that are not in use keep none. */
  lanes?: number;
  limiter?: ByteLimiter;
}

/** For a few calls: without the spacing of calls that the engine puts around its own (engine/sending/service.ts). */
export function openOkApi(options: OkApiOptions): OkApi {
  return okApiOf({
    calls: withTroubleLog(openApiCalls(options), options.log),
    uploads: openUploads(options),
    clock: options.clock,
    apiAddress: options.credentials.apiAddress,
  });
}
