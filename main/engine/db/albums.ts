// Albums: created once, found again after a restart, belonging to a folder and never to a title.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { ofTitle } from '../../../shared/album-title.ts';
import { privacy, type Privacy } from '../../../shared/library/album.ts';
import { refusedByService } from '../../../shared/reasons.ts';
import { atomic } from './atomic.ts';
import type { Namesakes } from './folders.ts';
import { durably } from './open.ts';

const remoteIds = z.array(z.string());

const row = z.object({
  id: z.number(),
  kind: z.enum(['personal', 'album']),
  title: z.string(),
  privacy: privacy.nullable(),
  remote_id: z.string().nullable(),
  state: z.enum(['wanted', 'creating', 'ready', 'gone']),
  find_by_title: z.number(),
  attempts: z.number(),
  creating_since_ms: z.number().nullable(),
  creating_beside: z.string().nullable(),
  compare_since_ms: z.number().nullable(),
  unclear: z.number(),
  another: z.number(),
  taken: z.number(),
  last_error: z.string().nullable(),
  is_full: z.number(),
  continues: z.number().nullable(),
  folder_id: z.number().nullable(),
  subpath: z.string().nullable(),
});

/** No chain of albums is longer; one that leads in a circle must not be walked for ever. */
const mostParts = 1_000;

export interface AlbumRow {
  albumId: number;
  kind: 'personal' | 'album';
  title: string;
  privacy: Privacy | null;
  remoteId: string | null;
  /** `creating`: asked the service, answer unknown: look for it before asking again. */
  state: 'wanted' | 'creating' | 'ready' | 'gone';
  findByTitle: boolean;
  attempts: number;
  creatingSinceMs: number | null;
  /** What had its title on the service before it was asked for the first time; null: not known. */
  creatingBeside: readonly string[] | null;
  /** The library was restored since it knew this album's photos, or before it came: see [Note: after a restore]. */
  isRestored: boolean;
  /** `gone` only because several albums on the service can be it. */
  isUnclear: boolean;
  /** The person knows that there is an album of this title, and wants another one. */
  isAnother: boolean;
  /** `gone` only because its title was there already when it was to be made. */
  isTaken: boolean;
  /** `gone` only because the service refused to make it. */
  isRefused: boolean;
  /** One of many that a folder makes for its subfolders. */
  isOfSubfolder: boolean;
  /** `gone` only because it takes no more photos. */
  isFull: boolean;
  /** The album that was full before this one. */
  continues: number | null;
  /** Set for the album of one subfolder: which. */
  subfolder: string | null;
}

export function openAlbums(db: Database, now: () => number) {
  const all = db.prepare('SELECT * FROM albums ORDER BY id');
  const one = db.prepare<[number]>('SELECT * FROM albums WHERE id = ?');
  const personal = db.prepare<[], { id: number }>(`SELECT id FROM albums WHERE kind = 'personal'`);
  const byRemote = db.prepare<[string], { id: number }>('SELECT id FROM albums WHERE remote_id = ?');
  const bySubfolder = db.prepare<[number, string], { id: number }>(
    'SELECT id FROM albums WHERE folder_id = ? AND subpath = ?',
  );
  /** Without those that nothing goes to and that were never made: what a person only thought of holds no title. */
  const inUse =
    db.prepare(/* sql */ `SELECT a.* FROM albums a WHERE a.kind = 'album' AND a.state <> 'gone' AND (a.remote_id IS NOT NULL
    OR EXISTS (SELECT 1 FROM folders d WHERE (d.album_id = a.id OR d.id = a.folder_id) AND d.removed_at_ms IS NULL)
    OR EXISTS (SELECT 1 FROM placements p WHERE p.album_id = a.id)) ORDER BY a.id`);
  const insert =
    db.prepare(/* sql */ `INSERT INTO albums (kind, title, privacy, remote_id, state, folder_id, subpath, another, find_by_title, changed_at_ms, compare_since_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, max(?, EXISTS (SELECT 1 FROM meta WHERE key = 'restored_from_ms')), ?,
      (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'restored_from_ms'))`);
  const creating = db.prepare(
    `UPDATE albums SET state = 'creating', creating_since_ms = coalesce(creating_since_ms, ?),
      creating_beside = coalesce(creating_beside, ?), changed_at_ms = ? WHERE id = ?`,
  );
  const ready = db.prepare(
    `UPDATE albums SET state = 'ready', unclear = 0, taken = 0, is_full = 0, remote_id = ?, privacy = coalesce(?, privacy), retry_at_ms = NULL, attempts = 0, creating_since_ms = NULL, creating_beside = NULL, changed_at_ms = ? WHERE id = ?`,
  );
  const wanted = db.prepare(
    `UPDATE albums SET state = 'wanted', unclear = 0, taken = 0, is_full = 0, another = 1, remote_id = NULL, retry_at_ms = NULL, attempts = 0, creating_since_ms = NULL, creating_beside = NULL, find_by_title = 0, listed_at_ms = NULL, changed_at_ms = ? WHERE id = ?`,
  );
  const gone = db.prepare(
    `UPDATE albums SET state = 'gone', is_full = 0, changed_at_ms = ? WHERE id = ? AND kind = 'album'`,
  );
  const full = db.prepare(
    `UPDATE albums SET state = 'gone', is_full = 1, unclear = 0, taken = 0, changed_at_ms = ? WHERE id = ? AND kind = 'album'`,
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
  const rivals = db.prepare<[string, number], { n: number }>(
    `SELECT count(*) AS n FROM albums WHERE title = ? AND id <> ? AND remote_id IS NULL AND kind = 'album' AND (state <> 'gone' OR unclear = 1)`,
  );
  const allTitled = db.prepare(`SELECT * FROM albums WHERE title = ? AND kind = 'album' ORDER BY id`);
  const continues = db.prepare('UPDATE albums SET continues = ? WHERE id = ?');
  const nowContinues = db.prepare('UPDATE albums SET continues = coalesce(continues, ?) WHERE id = ?');
  const anyTaken = db.prepare<[number]>(
    `SELECT 1 FROM placements WHERE album_id = ? AND state IN ('reserved', 'uploaded', 'committing', 'unclear', 'done') LIMIT 1`,
  );
  const subpathOf = db.prepare<[number, number], { subpath: string }>(
    'SELECT subpath FROM albums WHERE id = ? AND folder_id = ? AND subpath IS NOT NULL',
  );
  const setSubpath = db.prepare('UPDATE albums SET folder_id = ?, subpath = ? WHERE id = ?');
  const later = db.prepare('UPDATE albums SET attempts = ?, retry_at_ms = ?, last_error = ? WHERE id = ?');
  const due = db.prepare<[number, number]>(/* sql */ `SELECT a.* FROM albums a WHERE a.state IN ('wanted', 'creating')
    AND (a.retry_at_ms IS NULL OR a.retry_at_ms <= ?)
    AND EXISTS (SELECT 1 FROM placements p WHERE p.album_id = a.id AND p.state = 'queued')
    AND (EXISTS (SELECT 1 FROM folders d WHERE (d.album_id = a.id OR d.id = a.folder_id)
        AND d.planned = 0 AND d.paused = 0 AND d.removed_at_ms IS NULL)
      OR NOT EXISTS (SELECT 1 FROM folders d WHERE d.album_id = a.id OR d.id = a.folder_id)
      -- Photos of another folder that a person sent to this album; of many that wait for it only some are asked.
      OR EXISTS (SELECT 1 FROM (SELECT p.folder_id FROM placements p WHERE p.album_id = a.id AND p.state = 'queued' LIMIT 8) q
        JOIN folders d ON d.id = q.folder_id WHERE d.planned = 0 AND d.paused = 0 AND d.removed_at_ms IS NULL
          AND d.album_id IS NOT a.id AND d.id IS NOT a.folder_id))
    ORDER BY a.id LIMIT ?`);
  const dropWaits = db.prepare('UPDATE albums SET retry_at_ms = NULL WHERE retry_at_ms > ?');
  const goneButWanted = db.prepare<[], { id: number }>(
    `SELECT a.id FROM albums a WHERE a.state = 'gone' AND EXISTS (SELECT 1 FROM placements p WHERE p.album_id = a.id AND p.state = 'queued')`,
  );
  const askAgain = db.prepare(
    `UPDATE albums SET state = CASE WHEN remote_id IS NOT NULL THEN 'ready' WHEN creating_since_ms IS NULL THEN 'wanted' ELSE 'creating' END, unclear = 0, taken = 0, is_full = 0, retry_at_ms = NULL, attempts = 0, changed_at_ms = ? WHERE id = ? AND state = 'gone'`,
  );
  const soonest = db.prepare<[number], { at: number | null }>(
    `SELECT min(retry_at_ms) AS at FROM albums WHERE retry_at_ms > ? AND state IN ('wanted', 'creating')`,
  );
  const forget = db.prepare(`UPDATE albums SET retry_at_ms = NULL, attempts = 0 WHERE retry_at_ms IS NOT NULL`);

  function add(
    kind: 'personal' | 'album',
    title: string,
    p: Privacy | null,
    remoteId: string | null,
    state: AlbumRow['state'],
    folderId: number | null,
    subpath: string | null,
    wish: { findByTitle?: boolean; another?: boolean } = {},
  ): number {
    const another = wish.another === true ? 1 : 0;
    const findByTitle = wish.findByTitle === true ? 1 : 0;
    return Number(
      insert.run(kind, title, p, remoteId, state, folderId, subpath, another, findByTitle, now()).lastInsertRowid,
    );
  }

  return {
    all: (): AlbumRow[] => all.all().map(toAlbum),
    get(id: number): AlbumRow | null {
      const raw = one.get(id);
      return raw === undefined ? null : toAlbum(raw);
    },
    personal(): number {
      return personal.get()?.id ?? add('personal', '', 'private', null, 'ready', null, null);
    },
    /** An album that exists on the service; the same row for whoever names it. */
    existing(remoteId: string, title: string, p: Privacy | null): number {
      return byRemote.get(remoteId)?.id ?? add('album', title, p, remoteId, 'ready', null, null);
    },
    /** An album to be created before its first photo is sent. `findByTitle`: use the service's own album of that title if there is exactly one; `another`: make it beside those there are. */
    wanted(title: string, p: Privacy, findByTitle: boolean, another = false): number {
      return add('album', title, p, null, 'wanted', null, null, { findByTitle, another });
    },
    /** Albums of this library that photos go to or have gone to, by any spelling of the title; to the letter, if there are such. */
    ofTitle: (title: string): AlbumRow[] => ofTitle(title, inUse.all().map(toAlbum)),
    /** What can be chosen: without those that a person only thought of. */
    inUse: (): AlbumRow[] => inUse.all().map(toAlbum),
    /** `namesakes`: what to do where the title is there already. */
    ofSubfolder(
      folderId: number,
      subpath: string,
      title: string,
      p: Privacy,
      namesakes: Namesakes | null = null,
    ): number {
      const wish = { findByTitle: namesakes === 'use', another: namesakes === 'another' };
      return bySubfolder.get(folderId, subpath)?.id ?? add('album', title, p, null, 'wanted', folderId, subpath, wish);
    },
    /** Albums that photos wait for and that do not exist yet; not those whose folders all wait for their person's word. */
    due: (limit: number): AlbumRow[] => due.all(now(), limit).map(toAlbum),
    /**
     * On the disk before the service is asked, so that a crash looks before it asks again. The time is the service's: so is an album's.
     * `beside`: ids of what has the title now; what was said the first time stays.
     */
    creating(id: number, serviceNowMs: number, beside: readonly string[] | null): void {
      durably(db, () => creating.run(serviceNowMs, beside === null ? null : JSON.stringify(beside), now(), id));
    },
    ready(id: number, remoteId: string | null, p: Privacy | null = null): void {
      ready.run(remoteId, p, now(), id);
    },
    /** The person wants it created again after it went. */
    createAgain(id: number): void {
      wanted.run(now(), id);
    },
    gone(id: number): void {
      gone.run(now(), id);
    },
    /** It is there, and takes no more photos. */
    full(id: number): void {
      full.run(now(), id);
    },
    /** Nothing of ours is there or on its way. */
    isEmpty: (id: number): boolean => anyTaken.get(id) === undefined,
    /** The first one of those that went on for another; the album itself where there is none. */
    first(id: number): AlbumRow {
      let found = toAlbum(one.get(id));
      for (let part = 0; part < mostParts && found.continues !== null; part += 1)
        found = toAlbum(one.get(found.continues));
      return found;
    },
    allTitled: (title: string): AlbumRow[] => allTitled.all(title).map(toAlbum),
    /** A new album that goes on for one that is full; the service's own one of this title, if there is exactly one that the same people can see. */
    goesOn(fullId: number, title: string, p: Privacy | null): number {
      const id = add('album', title, p, null, 'wanted', null, null, { findByTitle: true });
      continues.run(fullId, id);
      return id;
    },
    /** From now on `id` is known to go on for `fullId`, too; what it went on for before stays. */
    nowGoesOn(fullId: number, id: number): void {
      nowContinues.run(fullId, id);
    },
    /** The subfolder's album is another one from now on. */
    handOver: atomic(db, (folderId: number, from: number, to: number): void => {
      const place = subpathOf.get(from, folderId);
      if (place === undefined) return;
      setSubpath.run(null, null, from);
      setSubpath.run(folderId, place.subpath, to);
    }),
    /** Several albums on the service can be it: a person chooses before anything is sent. */
    unclear(id: number): void {
      unclear.run(now(), id);
    },
    /** Its title is there already: a person says whether it is that one. */
    taken(id: number): void {
      taken.run(now(), id);
    },
    refused(id: number): void {
      refused.run(refusedByService, now(), id);
    },
    /** Other rows of this title without an album of their own. */
    rivalsOf: (id: number, title: string): number => rivals.get(title, id)?.n ?? 0,
    tryLater(id: number, attempts: number, retryAtMs: number, error: string): void {
      later.run(attempts, retryAtMs, error, id);
    },
    ownerOf(remoteId: string): number | null {
      return byRemote.get(remoteId)?.id ?? null;
    },
    /** Only of those that wait beyond this moment. */
    soonestRetry: (afterMs: number): number | null => soonest.get(afterMs)?.at ?? null,
    /** Times beyond this moment cannot be ours: the clock was set back. */
    dropWaits(laterThanMs: number): void {
      dropWaits.run(laterThanMs);
    },
    /** Gone, and photos have come for them since. */
    goneButWanted: (): number[] => goneButWanted.all().map(({ id }) => id),
    /** The person wants it tried once more: perhaps it is not gone, or has room again. What was asked for before is looked for first. */
    askAgain(id: number): void {
      askAgain.run(now(), id);
    },
    forgetWaits(): void {
      forget.run();
    },
  };
}
export type Albums = ReturnType<typeof openAlbums>;

function toAlbum(raw: unknown): AlbumRow {
  const r = row.parse(raw);
  return {
    albumId: r.id,
    kind: r.kind,
    title: r.title,
    privacy: r.privacy,
    remoteId: r.remote_id,
    state: r.state,
    findByTitle: r.find_by_title === 1,
    attempts: r.attempts,
    creatingSinceMs: r.creating_since_ms,
    creatingBeside: r.creating_beside === null ? null : remoteIds.parse(JSON.parse(r.creating_beside)),
    isRestored: r.compare_since_ms !== null,
    isUnclear: r.unclear === 1,
    isAnother: r.another === 1,
    isTaken: r.taken === 1,
    isRefused: r.state === 'gone' && r.remote_id === null && r.last_error === refusedByService,
    isOfSubfolder: r.subpath !== null,
    isFull: r.is_full === 1,
    continues: r.continues,
    subfolder: r.subpath === null ? null : `${r.folder_id}/${r.subpath}`,
  };
}
