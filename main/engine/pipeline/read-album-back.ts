// Reads albums back that were made, before the first photo goes in: the service may have given them another type than
// was asked for. What differs becomes a question; a person may have it corrected, and then it is read back again.
import { isSeenAsAsked } from '../albums/privacy-verdict.ts';
import { holdAlbum } from '../albums/hold-for-album.ts';
import type { AlbumRow } from '../db/album-row.ts';
import type { RemoteAnswer, Trouble } from '../../ok/answer.ts';
import type { OkApi, RemoteAlbum } from '../../ok/api.ts';
import type { PipelineContext } from './context.ts';

export interface ReadBackContext extends Pick<PipelineContext, 'tables' | 'changed'> {
  list(signal: AbortSignal): Promise<RemoteAnswer<RemoteAlbum[]>>;
  /** Writes down when it is tried again, or what stops it. */
  recordTrouble(album: AlbumRow, trouble: Trouble): void;
  tryLater(album: AlbumRow, word: string): void;
}

/** After so many lists that do not tell, a person is asked: waiting on would be silence. */
const readsBeforeAsking = 5;

/** `album` was made, and its type is not known yet. Others that were made meanwhile are settled by the same list. */
export async function readAlbumBack(
  context: ReadBackContext,
  remote: OkApi,
  album: AlbumRow,
  signal: AbortSignal,
): Promise<void> {
  const spellings = album.privacyCheck === 'correct' ? [false, true] : [null];
  for (const [index, inUpperCase] of spellings.entries()) {
    if (inUpperCase !== null && !(await correct(context, remote, album, inUpperCase, signal))) return;
    const all = await context.list(signal);
    if (!all.ok) {
      if (isFruitless(all.trouble)) foundNothing(context, album, 'album list unreadable');
      else context.recordTrouble(album, all.trouble);
      return;
    }
    const found = all.value.find(({ id }) => id === album.remoteId);
    if (found === undefined) {
      foundNothing(context, album, 'album not listed');
      return;
    }
    // A correction is tried in both spellings before it is said that the service does not take it.
    if (index === spellings.length - 1 || isAsAsked(album, found)) {
      settleMadeAlbum(context, album, found);
      settleOthers(context, album, all.value);
      return;
    }
  }
}

/** The album is used from now on if it is seen as asked for; otherwise a person decides. */
export function settleMadeAlbum(
  context: Pick<ReadBackContext, 'tables' | 'changed'>,
  album: AlbumRow,
  found: RemoteAlbum,
): void {
  if (isAsAsked(album, found)) context.tables.albums.setReady(album.albumId, found.id, found.privacy);
  else ask(context, album, found.id, found);
}

const isAsAsked = (album: AlbumRow, found: RemoteAlbum): boolean =>
  isSeenAsAsked(album.privacy ?? 'private', found.privacy);

/** Only albums that wait for nothing else: a correction is its own business. */
function settleOthers(context: ReadBackContext, album: AlbumRow, all: readonly RemoteAlbum[]): void {
  const byId = new Map(all.map((one) => [one.id, one]));
  for (const other of context.tables.albums.toReadBack()) {
    const found = other.albumId === album.albumId ? undefined : byId.get(other.remoteId ?? '');
    if (found !== undefined) settleMadeAlbum(context, other, found);
  }
}

/** false: it was not edited, and what becomes of it is written down. */
async function correct(
  context: ReadBackContext,
  remote: OkApi,
  album: AlbumRow,
  inUpperCase: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const { title, privacy, remoteId } = album;
  const edited = await remote.editAlbum(
    { id: remoteId ?? '', title, privacy: privacy ?? 'private', inUpperCase },
    signal,
  );
  if (edited.ok) return true;
  const { trouble } = edited;
  // The words for «who sees it» are not taken, or the title: the person hears that it stays as it is.
  if (trouble.who === 'file' || (trouble.who === 'bug' && trouble.code === 100)) {
    if (!inUpperCase) return true;
    ask(context, album, remoteId ?? '', null);
  } else context.recordTrouble(album, trouble);
  return false;
}

/** The service answers, and says nothing of use. */
function isFruitless(trouble: Trouble): boolean {
  if (trouble.who === 'service') return trouble.kind === 'malformed';
  return trouble.who === 'file' || trouble.who === 'album' || trouble.who === 'id';
}

function foundNothing(context: ReadBackContext, album: AlbumRow, word: string): void {
  if (album.attempts + 1 < readsBeforeAsking) context.tryLater(album, word);
  else ask(context, album, album.remoteId ?? '', null);
}

function ask(
  context: Pick<ReadBackContext, 'tables' | 'changed'>,
  album: AlbumRow,
  remoteId: string,
  found: RemoteAlbum | null,
): void {
  const wasCorrected = album.privacyCheck === 'correct';
  context.tables.albums.setPrivacyAsked(album.albumId, remoteId, found?.privacy ?? null, wasCorrected);
  holdAlbum(context, album.albumId);
}
