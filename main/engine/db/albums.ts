// The table of albums: an album is created once, found again after a restart, and belongs to a folder, never to a
// title.
import type { Database } from 'better-sqlite3';
import type { GroupOfAlbum, Privacy } from '../../../shared/library/album.ts';
import { refusedByService } from '../../../shared/reasons.ts';
import { openAlbumPrivacy } from './album-privacy.ts';
import type { AlbumRow } from './album-row.ts';
import { atomic } from './storage/atomic.ts';
import type { Namesakes } from './folder-row.ts';
import type { LibraryQueries } from './sql-queries/library-queries.ts';
import { durably } from './storage/open.ts';

export function openAlbums(db: Database, queries: LibraryQueries['albums'], now: () => number) {
  return {
    ...queries,
    ...openNewAlbums(db, queries, now),
    ...openAlbumStates(db, now),
    ...openAlbumPrivacy(db, now),
    ...openAlbumRetries(db),
  };
}
export type AlbumTable = ReturnType<typeof openAlbums>;

/**
 * Adds rows; answers the album's id, also when the row exists already. Ties an album to its subfolder or to the full
 * album it continues.
 */
function openNewAlbums(db: Database, queries: LibraryQueries['albums'], now: () => number) {
  const personal = db.prepare<[], { id: number }>(`SELECT id FROM albums WHERE kind = 'personal'`);
  const bySubfolder = db.prepare<[number, string], { id: number }>(
    'SELECT id FROM albums WHERE folder_id = ? AND subpath = ?',
  );
  const insert =
    db.prepare(/* sql */ `INSERT INTO albums (kind, title, privacy, remote_id, state, folder_id, subpath, another,
      find_by_title, changed_at_ms, compare_since_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, max(?, EXISTS (SELECT 1 FROM meta WHERE key = 'restored_from_ms')), ?,
      coalesce(?, (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'restored_from_ms')))`);
  const continues = db.prepare('UPDATE albums SET continues = ? WHERE id = ?');
  const inGroup = db.prepare('UPDATE albums SET group_id = ?, group_name = ?, group_seen_by = ? WHERE id = ?');
  const groupLike = db.prepare(
    `UPDATE albums SET (group_id, group_name, group_seen_by) = (SELECT group_id, group_name, group_seen_by FROM albums
      WHERE id = ?) WHERE id = ?`,
  );
  const nowContinues = db.prepare('UPDATE albums SET continues = coalesce(continues, ?) WHERE id = ?');
  const subpathOf = db.prepare<[number, number], { subpath: string }>(
    'SELECT subpath FROM albums WHERE id = ? AND folder_id = ? AND subpath IS NOT NULL',
  );
  const setSubpath = db.prepare('UPDATE albums SET folder_id = ?, subpath = ? WHERE id = ?');

  function add(
    kind: 'personal' | 'album',
    title: string,
    privacy: Privacy | null,
    remoteId: string | null,
    state: AlbumRow['state'],
    folderId: number | null,
    subpath: string | null,
    wish: { findByTitle?: boolean; another?: boolean } = {},
  ): number {
    const another = wish.another === true ? 1 : 0;
    const findByTitle = wish.findByTitle === true ? 1 : 0;
    return Number(
      insert.run(
        kind,
        title,
        privacy,
        remoteId,
        state,
        folderId,
        subpath,
        another,
        findByTitle,
        now(),
        // What is there already may hold photos of another library: [Note: compared first]
        state === 'ready' ? 0 : null,
      ).lastInsertRowid,
    );
  }

  return {
    personal(): number {
      return personal.get()?.id ?? add('personal', '', 'private', null, 'ready', null, null);
    },
    /** An album that exists on the service, in this group or (null) as the person's own; one row per remote id. */
    existing(remoteId: string, title: string, privacy: Privacy | null, group: GroupOfAlbum | null = null): number {
      const id = queries.ownerOf(remoteId) ?? add('album', title, privacy, remoteId, 'ready', null, null);
      if (group !== null) inGroup.run(group.id, group.name, group.seenBy, id);
      return id;
    },
    /** An album in a group, to be created before its first photo is sent; the group's only one of this title is used. */
    wantedInGroup: atomic(db, (title: string, group: GroupOfAlbum): number => {
      const id = add('album', title, null, null, 'wanted', null, null, { findByTitle: true });
      inGroup.run(group.id, group.name, group.seenBy, id);
      return id;
    }),
    /**
     * An album to be created before its first photo is sent. `findByTitle`: use the service's album of that title if
     * there is exactly one; `another`: create it beside those of the same title.
     */
    wanted(title: string, privacy: Privacy, findByTitle: boolean, another = false): number {
      return add('album', title, privacy, null, 'wanted', null, null, { findByTitle, another });
    },
    /** `namesakes`: what to do when the title is taken. */
    ofSubfolder(
      folderId: number,
      subpath: string,
      title: string,
      privacy: Privacy,
      namesakes: Namesakes | null = null,
    ): number {
      const wish = { findByTitle: namesakes === 'use', another: namesakes === 'another' };
      return (
        bySubfolder.get(folderId, subpath)?.id ?? add('album', title, privacy, null, 'wanted', folderId, subpath, wish)
      );
    },
    /**
     * A new album that continues a full one. The service's album of this title is used if there is exactly one that the
     * same people can see.
     */
    addNext(fullId: number, title: string, privacy: Privacy | null): number {
      const id = add('album', title, privacy, null, 'wanted', null, null, { findByTitle: true });
      continues.run(fullId, id);
      groupLike.run(fullId, id);
      return id;
    },
    /** Notes that `id` continues `fullId`, unless it continues another album already. */
    markContinues(fullId: number, id: number): void {
      nowContinues.run(fullId, id);
    },
    /** The album of a subfolder changes from `from` to `to`. */
    moveSubfolder: atomic(db, (folderId: number, from: number, to: number): void => {
      const former = subpathOf.get(from, folderId);
      if (former === undefined) return;
      setSubpath.run(null, null, from);
      setSubpath.run(folderId, former.subpath, to);
    }),
  };
}

/** Writes an album's state. */
function openAlbumStates(db: Database, now: () => number) {
  const creating = db.prepare(
    `UPDATE albums SET state = 'creating', creating_since_ms = coalesce(creating_since_ms, ?),
      creating_beside = coalesce(creating_beside, ?), changed_at_ms = ? WHERE id = ?`,
  );
  const ready = db.prepare(
    `UPDATE albums SET state = 'ready', unclear = 0, taken = 0, is_full = 0, group_trouble = NULL, remote_id = ?,
      privacy = coalesce(?, privacy), retry_at_ms = NULL, attempts = 0, creating_since_ms = NULL, creating_beside = NULL,
      compare_since_ms = CASE WHEN ? THEN 0 ELSE compare_since_ms END,
      listed_at_ms = CASE WHEN ? THEN NULL ELSE listed_at_ms END, privacy_check = NULL, seen_by = NULL,
      changed_at_ms = ? WHERE id = ?`,
  );
  const wanted = db.prepare(
    `UPDATE albums SET state = 'wanted', unclear = 0, taken = 0, is_full = 0, group_trouble = NULL, another = 1,
      remote_id = NULL,
      retry_at_ms = NULL, attempts = 0, creating_since_ms = NULL, creating_beside = NULL, find_by_title = 0,
      listed_at_ms = NULL, privacy_check = NULL, seen_by = NULL, changed_at_ms = ? WHERE id = ?`,
  );
  const gone = db.prepare(
    `UPDATE albums SET state = 'gone', is_full = 0, group_trouble = NULL, changed_at_ms = ? WHERE id = ?
      AND kind = 'album'`,
  );
  const groupLost = db.prepare(
    `UPDATE albums SET state = 'gone', is_full = 0, unclear = 0, taken = 0, group_trouble = ?, changed_at_ms = ?
      WHERE id = ? AND group_id IS NOT NULL`,
  );
  const full = db.prepare(
    `UPDATE albums SET state = 'gone', is_full = 1, unclear = 0, taken = 0, group_trouble = NULL, changed_at_ms = ?
      WHERE id = ? AND kind = 'album'`,
  );
  const unclear = db.prepare(
    `UPDATE albums SET state = 'gone', unclear = 1, is_full = 0, changed_at_ms = ? WHERE id = ? AND kind = 'album'`,
  );
  const taken = db.prepare(
    `UPDATE albums SET state = 'gone', taken = 1, changed_at_ms = ? WHERE id = ? AND kind = 'album'`,
  );
  const refused = db.prepare(
    `UPDATE albums SET state = 'gone', last_error = ?, changed_at_ms = ? WHERE id = ? AND kind = 'album'`,
  );
  const askAgain = db.prepare(
    `UPDATE albums SET state =
      CASE WHEN privacy_check IS NOT NULL THEN 'creating' WHEN remote_id IS NOT NULL THEN 'ready'
        WHEN creating_since_ms IS NULL THEN 'wanted' ELSE 'creating' END,
      privacy_check = CASE WHEN privacy_check IS NULL THEN NULL ELSE 'read' END,
      unclear = 0, taken = 0, is_full = 0, group_trouble = NULL, retry_at_ms = NULL, attempts = 0, changed_at_ms = ?
      WHERE id = ? AND state = 'gone'`,
  );

  return {
    /**
     * Written durably before the service is asked, so that after a crash the album is looked for before it is created
     * again. The time is the service's, to be compared with the album's own. `beside`: remote ids of the albums that
     * have the title now. Time and ids of the first request stay.
     */
    setCreating(id: number, serviceNowMs: number, beside: readonly string[] | null): void {
      durably(db, () => creating.run(serviceNowMs, beside === null ? null : JSON.stringify(beside), now(), id));
    },
    /** This library made it: nobody else has put photos into it. */
    setReady(id: number, remoteId: string | null, privacy: Privacy | null = null): void {
      ready.run(remoteId, privacy, 0, 0, now(), id);
    },
    /** It was there: [Note: compared first] */
    setFound(id: number, remoteId: string, privacy: Privacy | null): void {
      ready.run(remoteId, privacy, 1, 1, now(), id);
    },
    /** The person wants it created again after it went. */
    createAgain(id: number): void {
      wanted.run(now(), id);
    },
    setGone(id: number): void {
      gone.run(now(), id);
    },
    /** Its group is gone, or does not let the person publish. */
    setGroupTrouble(id: number, trouble: 'gone' | 'no_right'): void {
      groupLost.run(trouble, now(), id);
    },
    /** The album exists and takes no more photos. */
    setFull(id: number): void {
      full.run(now(), id);
    },
    /** Several albums on the service can be it: the person chooses before anything is sent. */
    setUnclear(id: number): void {
      unclear.run(now(), id);
    },
    /** Its title is taken: the person says whether it is that album. */
    setTaken(id: number): void {
      taken.run(now(), id);
    },
    setRefused(id: number): void {
      refused.run(refusedByService, now(), id);
    },
    /**
     * The person wants another attempt: the album may exist or have space again. An unanswered creation is looked for
     * first.
     */
    tryAgain(id: number): void {
      askAgain.run(now(), id);
    },
  };
}

/** Writes when an album may be tried again. */
function openAlbumRetries(db: Database) {
  const later = db.prepare('UPDATE albums SET attempts = ?, retry_at_ms = ?, last_error = ? WHERE id = ?');
  const dropWaits = db.prepare('UPDATE albums SET retry_at_ms = NULL WHERE retry_at_ms > ?');
  const forget = db.prepare(`UPDATE albums SET retry_at_ms = NULL, attempts = 0 WHERE retry_at_ms IS NOT NULL`);

  return {
    tryLater(id: number, attempts: number, retryAtMs: number, error: string): void {
      later.run(attempts, retryAtMs, error, id);
    },
    /** Drops waits that end later than this: they were written before the clock was set back. */
    dropWaits(laterThanMs: number): void {
      dropWaits.run(laterThanMs);
    },
    /** Nothing waits any longer; attempts start anew. */
    forgetWaits(): void {
      forget.run();
    },
  };
}
