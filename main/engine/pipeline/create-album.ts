// Creates one album on the service, or finds the one that is there already: in the library before the service is asked,
// and looked for after an unknown answer.
import type { AlbumRow } from '../db/album-row.ts';
import type { Tables } from '../db/tables.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import type { PipelineContext } from './context.ts';
import type { OkApi, RemoteAlbum } from '../../ok/api.ts';
import { findRestoredAlbum } from '../albums/find-restored-album.ts';
import { findUnansweredAlbum } from '../albums/unanswered-album.ts';
import { titleVerdict } from '../albums/title-verdict.ts';
import { outcomeOf } from './outcome.ts';
import { troubleWord } from '../../ok/trouble-word.ts';
import type { RemoteAnswer, Trouble } from '../../ok/answer.ts';
import { holdAlbum, type AlbumRefusal } from '../albums/hold-for-album.ts';
import { readAlbumBack, settleMadeAlbum, type ReadBackContext } from './read-album-back.ts';

/** An album waits so often for photos that are still being found; after that, what is known decides. */
const waitsForPhotos = 8;
/** A folder with hundreds of subfolders needs hundreds of albums at once: they share one list. */
const listKeptMs = 60_000;

/** Neither waiting nor a person could mend this; only an answer that arrived damaged is asked for once more. */
function isUseless(trouble: Trouble, attempts: number): boolean {
  if (trouble.who === 'service') return trouble.kind === 'malformed' && attempts > 0;
  return trouble.who === 'bug' || trouble.who === 'album' || trouble.who === 'id' || trouble.who === 'file';
}

export type AlbumContext = Pick<PipelineContext, 'tables' | 'clock' | 'account' | 'policy' | 'serviceNow' | 'changed'>;

export class AlbumCreator {
  readonly #context: AlbumContext;
  readonly #tables: Tables;
  /** Old enough to say what was there before; too old to say what is there now. */
  #lastList: { remote: OkApi; groupId: string | null; atMs: number; albums: RemoteAlbum[] } | null = null;

  constructor(context: AlbumContext) {
    this.#context = context;
    this.#tables = context.tables;
  }

  /** Settles the album, or leaves in its row why it waits. */
  async create(remote: OkApi, album: AlbumRow, signal: AbortSignal): Promise<void> {
    if (album.state === 'creating' && album.remoteId !== null) {
      await readAlbumBack(this.#readBack(remote), remote, album, signal);
      return;
    }
    const isAsked = album.state === 'creating';
    // Albums of hundreds of subfolders share a list; an album that a person named needs a fresh one.
    const groupId = album.group?.id ?? null;
    const all = await this.#list(remote, groupId, isAsked || album.findByTitle || !album.isOfSubfolder, signal);
    // If the list only has to say what was there before, an unreadable list stops no photo.
    if (!all.ok && (isAsked || album.findByTitle || !isUseless(all.trouble, album.attempts))) {
      this.#recordTrouble(album, all.trouble);
      return;
    }
    const there = all.ok ? all.value : [];
    const former = album.continues === null ? null : this.#tables.albums.get(album.continues);
    album.privacy ??= there.find(({ id }) => id === former?.remoteId)?.privacy ?? null;
    const isLost = album.findByTitle && album.isRestored;
    if (isLost && !isAsked && this.#findRestored(album, there)) return;
    if (!isLost && !isAsked && this.#isThere(album, there)) return;
    const found = isAsked ? this.#findUnanswered(album, there) : undefined;
    if (found !== undefined) {
      if (groupId === null) settleMadeAlbum(this.#context, album, found);
      else this.#tables.albums.setReady(album.albumId, found.id);
      return;
    }
    const beside = isAsked || !all.ok ? null : there.filter(({ title }) => title === album.title).map(({ id }) => id);
    this.#tables.albums.setCreating(album.albumId, this.#context.serviceNow(), beside);
    const wanted = { title: album.title, privacy: album.privacy ?? 'private', groupId } as const;
    const created = await remote.createAlbum(wanted, signal);
    // Who sees a group's album is the group's matter: there is nothing to read back.
    if (created.ok && groupId !== null) this.#tables.albums.setReady(album.albumId, created.value);
    else if (created.ok) this.#tables.albums.setMade(album.albumId, created.value);
    else this.#recordTrouble({ ...album, state: 'creating' }, created.trouble);
  }

  /**
   * For a plan: finds the album that is there already, or asks about its title. Creates nothing. true: there is none;
   * it will be created.
   */
  async isMissing(remote: OkApi, album: AlbumRow, signal: AbortSignal): Promise<boolean> {
    const all = await this.#list(remote, album.group?.id ?? null, false, signal);
    if (!all.ok) {
      this.#recordTrouble(album, all.trouble);
      return false;
    }
    if (album.findByTitle && album.isRestored) return !this.#findRestored(album, all.value);
    return !this.#isThere(album, all.value);
  }

  #recordTrouble(album: AlbumRow, of: Trouble): void {
    const outcome = outcomeOf(of);
    if (outcome.kind === 'stopped') return;
    if (outcome.kind === 'account') this.#context.account.report(of);
    else if (outcome.kind === 'held') {
      const isOfGroup = outcome.reason === 'group_gone' || outcome.reason === 'group_no_right';
      if (!isOfGroup) this.#tables.albums.setRefused(album.albumId);
      holdAlbum(this.#context, album.albumId, isOfGroup ? (outcome.reason as AlbumRefusal) : null);
    } else {
      // Any other trouble: a retry later. An album is never given up.
      this.#tryLater(album, troubleWord(of), outcome.kind === 'retry' ? (outcome.afterMs ?? 0) : 0);
    }
  }

  #tryLater(album: AlbumRow, word: string, afterMs = 0): void {
    const { clock, policy } = this.#context;
    const attempts = album.attempts + 1;
    const waitMs = Math.max(afterMs, waitAfter(policy, attempts, clock.random()));
    this.#tables.albums.tryLater(album.albumId, attempts, clock.now() + waitMs, word);
  }

  #readBack(remote: OkApi): ReadBackContext {
    return {
      tables: this.#tables,
      changed: this.#context.changed,
      list: (signal) => this.#list(remote, null, true, signal),
      recordTrouble: (album, trouble) => this.#recordTrouble(album, trouble),
      tryLater: (album, word) => this.#tryLater(album, word),
    };
  }

  /** `groupId` null: the person's own albums. */
  async #list(
    remote: OkApi,
    groupId: string | null,
    fresh: boolean,
    signal: AbortSignal,
  ): Promise<RemoteAnswer<RemoteAlbum[]>> {
    const last = this.#lastList;
    const atMs = this.#context.clock.now();
    const ageMs = last?.remote === remote && last.groupId === groupId ? atMs - last.atMs : -1;
    if (last !== null && !fresh && ageMs >= 0 && ageMs < listKeptMs) return { ok: true, value: last.albums };
    const all = await remote.albums(signal, groupId);
    if (all.ok) this.#lastList = { remote, groupId, atMs, albums: all.value };
    return all;
  }

  /**
   * [Note: albums after a restore] true: found, or the album waits until more is known. false: there is none, and it
   * may be created.
   */
  #findRestored(album: AlbumRow, all: readonly RemoteAlbum[]): boolean {
    const finding = findRestoredAlbum({
      title: album.title,
      free: all.filter((one) => this.#tables.albums.ownerOf(one.id) === null),
      sentInto: this.#tables.receipts.sentInto(album.albumId),
      hasReceipts: this.#tables.receipts.isAnyOfAlbum,
      rivals: this.#tables.albums.countUncreated(album.albumId, album.title),
      isChecking: album.attempts < waitsForPhotos && this.#tables.files.isChecking(),
    });
    switch (finding.kind) {
      case 'adopt':
        this.#tables.albums.setFound(album.albumId, finding.album.id, finding.album.privacy);
        return true;
      case 'wait': {
        const waitMs = waitAfter(this.#context.policy, 1, this.#context.clock.random());
        this.#tables.albums.tryLater(
          album.albumId,
          album.attempts + 1,
          this.#context.clock.now() + waitMs,
          'photos are still being found',
        );
        return true;
      }
      case 'unclear':
        this.#tables.albums.setUnclear(album.albumId);
        holdAlbum(this.#context, album.albumId);
        return true;
      case 'create':
        return false;
    }
  }

  /**
   * true: an album of this title is there and is used, or a person is asked. false: there is none; it may be created.
   */
  #isThere(album: AlbumRow, all: readonly RemoteAlbum[]): boolean {
    const verdict = titleVerdict(album, all, (id) => this.#tables.albums.ownerOf(id) !== null);
    // The next one after a full album asks nobody: if no album that is there fits, another one of that title is
    // created.
    if (verdict.kind === 'ask' && album.continues !== null) return false;
    if (verdict.kind === 'adopt') this.#tables.albums.setFound(album.albumId, verdict.album.id, verdict.album.privacy);
    if (verdict.kind === 'ask') {
      this.#tables.albums.setTaken(album.albumId);
      holdAlbum(this.#context, album.albumId);
    }
    return verdict.kind !== 'create';
  }

  #findUnanswered(album: AlbumRow, all: readonly RemoteAlbum[]): RemoteAlbum | undefined {
    return findUnansweredAlbum({
      title: album.title,
      privacy: album.privacy ?? 'private',
      askedAtMs: album.creatingSinceMs ?? this.#context.serviceNow(),
      beside: album.creatingBeside,
      free: all.filter((one) => this.#tables.albums.ownerOf(one.id) === null),
    });
  }
}
