// Albums that photos wait for come into being, once: on the disk before the service is asked, looked for after an unknown answer.
import type { PipelineStep } from './pipeline-step.ts';
import type { AlbumRow } from '../db/album-row.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import type { PipelineContext } from './context.ts';
import type { OkApi, RemoteAlbum } from '../../ok/api.ts';
import { findRestoredAlbum } from '../albums/find-restored-album.ts';
import { findUnansweredAlbum } from '../albums/unanswered-album.ts';
import { titleVerdict } from '../albums/title-verdict.ts';
import { outcomeOf } from './outcome.ts';
import { troubleWord } from '../../ok/trouble-word.ts';
import type { RemoteAnswer, Trouble } from '../../ok/answer.ts';
import { holdAlbum } from '../albums/hold-for-album.ts';

/** So often it is waited for photos that are still being found; then what is known has to do. */
const waitsForPhotos = 8;
/** A folder with hundreds of subfolders wants hundreds of albums at once: they share one list. */
const listKeptMs = 60_000;

/** The answer says nothing that waiting, or a person, could mend; an answer that only arrived damaged is asked for once more. */
function isUseless(trouble: Trouble, attempts: number): boolean {
  if (trouble.who === 'service') return trouble.kind === 'malformed' && attempts > 0;
  return trouble.who === 'bug' || trouble.who === 'album' || trouble.who === 'id' || trouble.who === 'file';
}

export function albumStep(context: PipelineContext): PipelineStep<AlbumRow> {
  const { tables, clock, account } = context;

  function trouble(album: AlbumRow, of: Trouble): void {
    const outcome = outcomeOf(of);
    if (outcome.kind === 'stopped') return;
    if (outcome.kind === 'account') account.report(of);
    else if (outcome.kind === 'held') {
      tables.albums.setRefused(album.albumId);
      holdAlbum(context, album.albumId);
    } else {
      // Whatever else it is, it is not asked again at once; an album is never given up.
      const attempts = album.attempts + 1;
      tables.albums.tryLater(
        album.albumId,
        attempts,
        clock.now() +
          Math.max(
            outcome.kind === 'retry' ? (outcome.afterMs ?? 0) : 0,
            waitAfter(context.policy, attempts, clock.random()),
          ),
        troubleWord(of),
      );
    }
  }

  /** A list that is a little old will do to know what was there before; not to look for what is there now. */
  let last: { remote: OkApi; atMs: number; albums: RemoteAlbum[] } | null = null;
  async function listed(remote: OkApi, fresh: boolean, signal: AbortSignal): Promise<RemoteAnswer<RemoteAlbum[]>> {
    const ageMs = last?.remote === remote ? clock.now() - last.atMs : -1;
    if (last !== null && !fresh && ageMs >= 0 && ageMs < listKeptMs) return { ok: true, value: last.albums };
    const atMs = clock.now();
    const all = await remote.albums(signal);
    if (all.ok) last = { remote, atMs, albums: all.value };
    return all;
  }

  /** [Note: albums after a restore] true: found, or nothing goes on here before more is known; false: there is none, and it may be created. */
  function foundAgain(album: AlbumRow, all: readonly RemoteAlbum[]): boolean {
    const finding = findRestoredAlbum({
      title: album.title,
      free: all.filter((one) => tables.albums.ownerOf(one.id) === null),
      sentInto: tables.receipts.sentInto(album.albumId),
      hasReceipts: tables.receipts.isAnyOfAlbum,
      rivals: tables.albums.countUncreated(album.albumId, album.title),
      isChecking: album.attempts < waitsForPhotos && tables.files.isChecking(),
    });
    switch (finding.kind) {
      case 'adopt':
        tables.albums.setReady(album.albumId, finding.album.id, finding.album.privacy);
        return true;
      case 'wait': {
        const waitMs = waitAfter(context.policy, 1, clock.random());
        tables.albums.tryLater(album.albumId, album.attempts + 1, clock.now() + waitMs, 'photos are still being found');
        return true;
      }
      case 'unclear':
        tables.albums.setUnclear(album.albumId);
        holdAlbum(context, album.albumId);
        return true;
      case 'create':
        return false;
    }
  }

  /** true: settled by what is there, or a person is asked; false: there is none of this title, and it may be created. */
  function isThere(album: AlbumRow, all: readonly RemoteAlbum[]): boolean {
    const verdict = titleVerdict(album, all, (id) => tables.albums.ownerOf(id) !== null);
    // What goes on for another album asks nobody: where none that is there will do, there will be another one of that title.
    if (verdict.kind === 'ask' && album.continues !== null) return false;
    if (verdict.kind === 'adopt') tables.albums.setReady(album.albumId, verdict.album.id, verdict.album.privacy);
    if (verdict.kind === 'ask') {
      tables.albums.setTaken(album.albumId);
      holdAlbum(context, album.albumId);
    }
    return verdict.kind !== 'create';
  }

  function unanswered(album: AlbumRow, all: readonly RemoteAlbum[]): RemoteAlbum | undefined {
    return findUnansweredAlbum({
      title: album.title,
      privacy: album.privacy ?? 'private',
      askedAtMs: album.creatingSinceMs ?? context.serviceNow(),
      beside: album.creatingBeside,
      free: all.filter((one) => tables.albums.ownerOf(one.id) === null),
    });
  }

  async function create(remote: OkApi, album: AlbumRow, signal: AbortSignal): Promise<void> {
    const isAsked = album.state === 'creating';
    // Of hundreds of subfolders' albums each looks into the same list; what a person named is looked for now.
    const all = await listed(remote, isAsked || album.findByTitle || !album.isOfSubfolder, signal);
    // Where it is only to be known what was there before, a list that nobody can read holds up no photo.
    if (!all.ok && (isAsked || album.findByTitle || !isUseless(all.trouble, album.attempts))) {
      trouble(album, all.trouble);
      return;
    }
    const there = all.ok ? all.value : [];
    const former = album.continues === null ? null : tables.albums.get(album.continues);
    album.privacy ??= there.find(({ id }) => id === former?.remoteId)?.privacy ?? null;
    const isLost = album.findByTitle && album.isRestored;
    if (isLost && !isAsked && foundAgain(album, there)) return;
    if (!isLost && !isAsked && isThere(album, there)) return;
    const found = isAsked ? unanswered(album, there) : undefined;
    if (found !== undefined) {
      tables.albums.setReady(album.albumId, found.id, found.privacy);
      return;
    }
    const beside = isAsked || !all.ok ? null : there.filter(({ title }) => title === album.title).map(({ id }) => id);
    tables.albums.setCreating(album.albumId, context.serviceNow(), beside);
    const created = await remote.createAlbum({ title: album.title, privacy: album.privacy ?? 'private' }, signal);
    if (created.ok) tables.albums.setReady(album.albumId, created.value);
    else trouble({ ...album, state: 'creating' }, created.trouble);
  }

  return {
    name: 'album',
    space: 'album',
    finishOnClose: true,
    capacity: () => (account.canSend() && !context.isPaused() ? 1 : 0),
    take(limit, isBusy) {
      return tables.albums
        .due(limit + 1)
        .filter((album) => !isBusy(album.albumId))
        .slice(0, limit);
    },
    keys: (album) => [album.albumId],
    async run(album, signal) {
      const remote = context.remote();
      if (remote === null) return;
      await create(remote, album, signal);
      context.changed('albums');
      context.changed('folders');
    },
  };
}
