import { afterEach, beforeEach, expect, test } from 'vitest';
import { placementEvents, placementStates, placementTable } from '../../../shared/placement-state.ts';
import { openTestLibrary, type TestLibrary } from '../testing/open-test-library.ts';
import type { EventData } from './placements.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openTestLibrary();
});
afterEach(() => library.close());

/** A placement in this state, written past the table of states. */
function placementIn(state: string): number {
  const { folderId, albumId } = library.folder(`/${state}${Math.random()}`);
  const placement = library.inspect(library.file(folderId, 'a.jpg'), `${state}${Math.random()}`, albumId);
  const reason = ['held', 'skipped', 'unclear'].includes(state) ? 'gave_up' : null;
  library.db
    .prepare('UPDATE placements SET state = ?, reason = ?, done_at_ms = ? WHERE id = ?')
    .run(state, reason, state === 'done' ? 1 : null, placement);
  return placement;
}

const brings = (after: string): EventData =>
  ['held', 'skipped', 'unclear'].includes(after) ? { reason: 'gave_up' } : {};

test('every listed pair of state and event is written with a journal entry; every other pair is refused and changes nothing', () => {
  for (const state of placementStates) {
    for (const event of placementEvents) {
      const placement = placementIn(state);
      const before = library.db.prepare('SELECT * FROM placements WHERE id = ?').get(placement);
      const after = placementTable[state][event];
      const entries = (): unknown[] =>
        library.db.prepare('SELECT event FROM journal WHERE placement_id = ? ORDER BY id').pluck().all(placement);
      const journal = entries();
      if (after === undefined) {
        expect(() => library.tables.placements.apply(placement, event, brings('held'))).toThrow(
          /does not belong to state/u,
        );
        expect(() => library.tables.placements.apply(placement, event)).toThrow(/does not belong to state/u);
        expect(library.tables.placements.applyIfAllowed(placement, event)).toBe(false);
        expect(library.db.prepare('SELECT * FROM placements WHERE id = ?').get(placement)).toEqual(before);
        expect(entries()).toEqual(journal);
      } else {
        expect(library.tables.placements.apply(placement, event, brings(after))).toBe(after);
        expect(entries()).toEqual([...journal, event]);
      }
    }
  }
});

test('a state that needs a reason is refused without one, and a state without a reason is refused with one', () => {
  const placement = placementIn('queued');
  expect(() => library.tables.placements.apply(placement, 'held')).toThrow(/reason/u);
  expect(() => library.tables.placements.apply(placement, 'reserved', { reason: 'gave_up' })).toThrow(/reason/u);
  expect(library.state(placement)).toBe('queued');
  // The schema refuses it, too.
  for (const sql of [
    `UPDATE placements SET state = 'held'`,
    `UPDATE placements SET reason = 'gave_up'`,
    `UPDATE placements SET state = 'done'`,
    `UPDATE placements SET state = 'lost'`,
    `UPDATE files SET state = 'lost'`,
    `UPDATE files SET shown = 'lost'`,
    `UPDATE folders SET path = NULL`,
    `UPDATE folders SET target_kind = 'per_subfolder'`,
    `UPDATE placements SET album_id = 999`,
  ])
    expect(() => library.db.exec(sql)).toThrow(/constraint failed/);
});

test('the database refuses a second placement of a photo in an album', () => {
  const { folderId, albumId } = library.folder('/p');
  library.inspect(library.file(folderId, 'a.jpg'), 'x', albumId);
  expect(() =>
    library.db.exec(`INSERT INTO placements (photo_id, album_id, folder_id, state, priority, changed_at_ms)
      SELECT photo_id, album_id, folder_id, 'queued', 0, 0 FROM placements`),
  ).toThrow(/UNIQUE/);
});

test('a lost reservation clears its id and token, and keeps the attempts', () => {
  const { folderId, albumId } = library.folder('/p');
  const placement = library.inspect(library.file(folderId, 'a.jpg'), 'x', albumId);
  library.send(placement, 'uploaded');
  library.tables.placements.tryLater(placement, 3, library.clock.now + 1, 'service:network');
  library.tables.placements.apply(placement, 'token_lost');
  expect(library.tables.placements.get(placement)).toMatchObject({
    attempts: 3,
    reservationId: null,
    remotePhotoId: null,
    tokenSealed: null,
  });
});

test('placements are ready in the order of sending: dropped first, then as found, none before its retry time', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) =>
    library.inspect(library.file(folderId, `${name}.jpg`), name, albumId),
  ) as [number, number, number, number];
  library.db.prepare('UPDATE placements SET priority = 0 WHERE id = ?').run(c);
  library.tables.placements.tryLater(a, 1, library.clock.now + 1000, 'service:network');
  const ready = (): number[] => library.tables.placements.readyIds('reserve', folderId, 10);
  expect(ready()).toEqual([c, b, d]);
  library.clock.now += 1000;
  expect(ready()).toEqual([c, a, b, d]);
  expect(library.tables.placements.readyIds('reserve', folderId, 2).length).toBe(2);
});

test('a photo is not ready while its file is checked again or its album does not exist', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  library.inspect(file, 'x', albumId);
  const ready = (): number => library.tables.placements.readyIds('reserve', folderId, 10).length;
  expect(ready()).toBe(1);
  library.tables.files.recordStat(file, library.row(file), 'seen');
  expect(ready()).toBe(0);
  library.inspect(file, 'x', albumId);
  expect(ready()).toBe(1);
  library.tables.albums.setGone(albumId);
  expect(ready()).toBe(0);
});

test('a ready photo is found behind any number of photos that wait for their album, file, comparison or copy', () => {
  const { folderId, albumId } = library.folder('/p');
  const other = library.tables.albums.wanted('Later', 'friends', false);
  const ready = (): number[] => library.tables.placements.readyIds('reserve', folderId, 20);
  let number = 0;
  const many = (to: number): number[] =>
    library.tables.together(() =>
      Array.from({ length: 300 }, () => {
        number += 1;
        return library.inspect(library.file(folderId, `${number}.jpg`), `${number}`, to);
      }),
    );
  many(other);
  const [first, second] = many(albumId);
  expect(ready()).toHaveLength(20);
  expect(ready().slice(0, 2)).toEqual([first, second]);
  library.db.exec(`UPDATE files SET state = 'settled' WHERE placement_id > ${first}`);
  expect(ready()).toEqual([first]);
  expect(library.queries.folderProgress.isSending(folderId)).toBe(true);
  library.db.exec(`UPDATE albums SET compare_since_ms = 1 WHERE id = ${albumId}`);
  expect(ready()).toEqual([]);
  library.tables.comparison.clear(first ?? 0, 0);
  expect(ready()).toEqual([first]);
  library.db.exec(
    `UPDATE placements SET mend_plan = '{"maxSidePixels":1,"maxBytes":1,"toFormat":null,"removeGps":false}'`,
  );
  expect(ready()).toEqual([]);
  expect(library.tables.placements.readyIds('convert', folderId, 20)).toEqual([first]);
});

test('while an album has an unanswered commit nothing is reserved in it, and other albums go on', () => {
  const { folderId, albumId } = library.folder('/p');
  const other = library.folder('/q').albumId;
  const [doubtful, , third] = ['a', 'b', 'c'].map((name) =>
    library.inspect(library.file(folderId, `${name}.jpg`), name, name === 'c' ? other : albumId),
  ) as [number, number, number];
  library.send(doubtful, 'committing');
  expect(library.tables.placements.readyIds('reserve', folderId, 10)).toHaveLength(2);
  library.tables.placements.tryLater(doubtful, 0, library.clock.now + 1000, 'service:timeout');
  expect(library.tables.placements.readyIds('reserve', folderId, 10)).toEqual([third]);
  library.tables.placements.apply(doubtful, 'adopted', { assignedId: '1' });
  expect(library.tables.placements.readyIds('reserve', folderId, 10)).toHaveLength(2);
});
