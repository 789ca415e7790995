// Albums that photos wait for come into being, once: on the disk before the service is asked, looked for after an unknown answer.
import type { Station } from '../conveyor.ts';
import type { AlbumRow } from '../db/albums.ts';
import { waitAfter } from '../retry-policy.ts';
import type { Rooms } from '../rooms.ts';
import type { Remote, RemoteAlbum } from '../remote/remote.ts';
import { findAlbumAgain } from '../steps/find-album.ts';
import { clockSkewMs } from '../steps/reconcile.ts';
import { outcomeOf, wordOf } from '../steps/outcome.ts';
import type { Trouble } from '../remote/answer.ts';
import { holdAlbum } from './hold-album.ts';

/** So often it is waited for photos that are still being found; then what is known has to do. */
const waitsForPhotos = 8;

export function albumStation(rooms: Rooms): Station<AlbumRow> {
  const { tables, clock, account } = rooms;

  function trouble(album: AlbumRow, of: Trouble): void {
    const outcome = outcomeOf(of);
    if (outcome.kind === 'stopped') return;
    if (outcome.kind === 'account') account.report(of);
    else if (outcome.kind === 'held') holdAlbum(rooms, album.albumId);
    else {
      // Whatever else it is, it is not asked again at once; an album is never given up.
      const attempts = album.attempts + 1;
      tables.albums.tryLater(
        album.albumId,
        attempts,
        clock.now() +
          Math.max(
            outcome.kind === 'retry' ? (outcome.afterMs ?? 0) : 0,
            waitAfter(rooms.policy, attempts, clock.random()),
          ),
        wordOf(of),
      );
    }
  }

  /** An album of ours whose creation was not answered: same title, empty, not older than our question, nobody else's. */
  function ours(album: AlbumRow, all: readonly RemoteAlbum[]): RemoteAlbum | undefined {
    const since = album.creatingSinceMs ?? rooms.serviceNow();
    return all.find(
      (one) =>
        one.title === album.title &&
        (one.photos ?? 0) === 0 &&
        (one.createdAtMostMs === null || one.createdAtMostMs >= since - clockSkewMs) &&
        tables.albums.ownerOf(one.id) === null,
    );
  }

  /** [Note: albums after a restore] true: found, or nothing goes on here before more is known; false: there is none, and it may be created. */
  function foundAgain(album: AlbumRow, all: readonly RemoteAlbum[]): boolean {
    const finding = findAlbumAgain({
      title: album.title,
      free: all.filter((one) => tables.albums.ownerOf(one.id) === null),
      sentInto: tables.comparing.sentInto(album.albumId),
      isOurs: tables.comparing.isOurs,
      rivals: tables.albums.rivalsOf(album.albumId, album.title),
      isChecking: album.attempts < waitsForPhotos && tables.files.isChecking(),
    });
    switch (finding.kind) {
      case 'adopt':
        tables.albums.ready(album.albumId, finding.album.id, finding.album.privacy);
        return true;
      case 'wait': {
        const waitMs = waitAfter(rooms.policy, 1, clock.random());
        tables.albums.tryLater(album.albumId, album.attempts + 1, clock.now() + waitMs, 'photos are still being found');
        return true;
      }
      case 'unclear':
        tables.albums.unclear(album.albumId);
        holdAlbum(rooms, album.albumId);
        return true;
      case 'create':
        return false;
    }
  }

  /** What a person named by its title, if the service has exactly one of that title. */
  function named(album: AlbumRow, all: readonly RemoteAlbum[]): RemoteAlbum | undefined {
    const same = all.filter((one) => one.title === album.title && tables.albums.ownerOf(one.id) === null);
    return same.length === 1 ? same[0] : undefined;
  }

  async function create(remote: Remote, album: AlbumRow, signal: AbortSignal): Promise<void> {
    if (album.state === 'creating' || album.findByTitle) {
      const all = await remote.albums(signal);
      if (!all.ok) {
        trouble(album, all.trouble);
        return;
      }
      const isLost = album.state === 'wanted' && album.isRestored;
      if (isLost && foundAgain(album, all.value)) return;
      const found = album.state === 'creating' ? ours(album, all.value) : isLost ? undefined : named(album, all.value);
      if (found !== undefined) {
        tables.albums.ready(album.albumId, found.id, found.privacy);
        return;
      }
    }
    tables.albums.creating(album.albumId, rooms.serviceNow());
    const created = await remote.createAlbum({ title: album.title, privacy: album.privacy ?? 'private' }, signal);
    if (created.ok) tables.albums.ready(album.albumId, created.value);
    else trouble({ ...album, state: 'creating' }, created.trouble);
  }

  return {
    name: 'album',
    space: 'album',
    isFinishing: true,
    room: () => (account.canSend() && !rooms.isPaused() ? 1 : 0),
    take(limit, isBusy) {
      // Photos that came after their album had gone: the same question as for those before them.
      for (const albumId of tables.albums.goneButWanted()) holdAlbum(rooms, albumId);
      return tables.albums
        .due(limit + 1)
        .filter((album) => !isBusy(album.albumId))
        .slice(0, limit);
    },
    keys: (album) => [album.albumId],
    async run(album, signal) {
      const remote = rooms.remote();
      if (remote === null) return;
      await create(remote, album, signal);
      rooms.changed('albums');
      rooms.changed('folders');
    },
  };
}
