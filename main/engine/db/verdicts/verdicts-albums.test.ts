// Which album a photo goes to when its file moves, its folder is removed, or another album is chosen: each gets it
// once.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestLibrary, type TestLibrary } from '../../testing/open-test-library.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openTestLibrary();
});
afterEach(() => library.close());

test('an unsent photo follows its file into another folder’s album, and a sent one stays', () => {
  const here = library.folder('/here');
  const there = library.folder('/there');
  const [a, b] = [library.file(here.folderId, 'a.jpg'), library.file(here.folderId, 'b.jpg')];
  const [x, y] = [library.inspect(a, 'x', here.albumId), library.inspect(b, 'y', here.albumId)];
  library.send(x, 'reserved');
  library.send(y, 'done');
  for (const file of [a, b]) library.tables.verdicts.moved(file, there.folderId, library.row(file).path, there.albumId);
  expect(library.tables.placements.get(x)).toMatchObject({
    state: 'queued',
    albumId: there.albumId,
    folderId: there.folderId,
    reservationId: null,
  });
  expect(library.tables.placements.get(y)).toMatchObject({ state: 'done', albumId: here.albumId });
  expect(library.tables.journal.ofFile(a).map((entry) => entry.event)).toContain('moved');
});

test('a copy that stays keeps the photo in the old album when the other file moves away', () => {
  const here = library.folder('/here');
  const there = library.folder('/there');
  const [a, b] = [library.file(here.folderId, 'a.jpg'), library.file(here.folderId, 'b.jpg')];
  const placement = library.inspect(a, 'x', here.albumId);
  library.inspect(b, 'x', here.albumId);
  library.tables.verdicts.moved(a, there.folderId, 'a.jpg', there.albumId);
  expect(library.tables.placements.get(placement)).toMatchObject({ albumId: here.albumId, fileId: b, state: 'queued' });
  const second = library.inspect(a, 'x', there.albumId);
  expect(second).not.toBe(placement);
  expect(library.tables.placements.get(second)).toMatchObject({ albumId: there.albumId, fileId: a, state: 'queued' });
});

test('a problem of two copies stays one problem, with the copy that stays, when the other one moves away', () => {
  const here = library.folder('/here');
  const there = library.folder('/there');
  const [a, b] = [library.file(here.folderId, 'a.jpg'), library.file(here.folderId, 'b.jpg')];
  for (const file of [a, b]) library.inspect(file, 'x', here.albumId, { kind: 'held', reason: 'too_big' });
  library.tables.verdicts.moved(a, there.folderId, 'a.jpg', there.albumId);
  expect([library.shown(a), library.shown(b)]).toEqual([
    ['checking', null],
    ['needs_you', 'too_big'],
  ]);
  expect(library.queries.problems.groups().map(({ photos }) => photos)).toEqual([1]);
});

test('a photo that waits for a gone album is sent when its file moves to a folder with another album', () => {
  const here = library.folder('/here');
  const there = library.folder('/there');
  const file = library.file(here.folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', here.albumId);
  library.tables.placements.apply(placement, 'held', { reason: 'album_gone' });
  library.tables.verdicts.moved(file, there.folderId, 'a.jpg', there.albumId);
  expect(library.tables.placements.get(placement)).toMatchObject({ state: 'queued', albumId: there.albumId });
});

test('removing a folder keeps sent photos known and forgets the rest; copies in other folders are not sent again', () => {
  const here = library.folder('/here');
  const [a, b] = [library.file(here.folderId, 'a.jpg'), library.file(here.folderId, 'b.jpg')];
  const [x, y] = [library.inspect(a, 'x', here.albumId), library.inspect(b, 'y', here.albumId)];
  library.send(x, 'done');
  library.send(y, 'reserved');
  library.tables.folders.setRemoved(here.folderId, true);
  for (const file of [a, b]) library.tables.verdicts.forget(file);
  expect([library.state(x), library.state(y)]).toEqual(['done', 'skipped']);
  expect(library.queries.counts.photos().all).toMatchObject({ all: 1, done: 1 });
  const there = library.folder('/there');
  const copy = library.file(there.folderId, 'a.jpg');
  expect(library.inspect(copy, 'x', here.albumId)).toBe(x);
  expect(library.shown(copy)).toEqual(['done', null]);
  const again = library.file(there.folderId, 'b.jpg');
  expect(library.inspect(again, 'y', here.albumId)).toBe(y);
  expect(library.state(y)).toBe('queued');
});

test('photos of a gone album are sent once each into the chosen album, also where that has them already', () => {
  const { folderId, albumId } = library.folder('/p');
  const other = library.folder('/q');
  const [a, b, c] = ['a', 'b', 'c'].map((name) => library.file(folderId, `${name}.jpg`)) as [number, number, number];
  const [x, y, z] = [
    library.inspect(a, 'x', albumId),
    library.inspect(b, 'y', albumId),
    library.inspect(c, 'z', albumId),
  ];
  const there = library.inspect(library.file(other.folderId, 'y.jpg'), 'y', other.albumId);
  for (const id of [x, y]) library.tables.placements.apply(id, 'held', { reason: 'album_gone' });
  expect([x, y, z].map((id) => library.tables.verdicts.retarget(id, other.albumId))).toEqual([true, true, false]);
  expect(library.tables.placements.get(x)).toMatchObject({ state: 'queued', albumId: other.albumId });
  expect(library.state(y)).toBe('skipped');
  expect(library.row(b)).toMatchObject({ state: 'duplicate', placementId: there });
});

test('a file that comes back after its folder’s album was changed is sent into the new album', () => {
  const { folderId, albumId } = library.folder('/p');
  const other = library.folder('/q');
  const file = library.file(folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', albumId);
  library.tables.verdicts.gone(file);
  expect(library.tables.verdicts.returned(file)).toBe(false);
  library.tables.files.recordStat(file, library.row(file), 'settled');
  const again = library.inspect(file, 'x', other.albumId);
  expect(library.tables.placements.get(again)).toMatchObject({ state: 'queued', albumId: other.albumId });
  expect(library.state(placement)).toBe('skipped');
});

test('a copy that moves into a folder with another album is evaluated for that album', () => {
  const { folderId, albumId } = library.folder('/p');
  const other = library.folder('/q');
  const [source, copy] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  library.inspect(source, 'x', albumId);
  library.inspect(copy, 'x', albumId);
  library.tables.verdicts.moved(copy, other.folderId, 'b.jpg', other.albumId);
  expect(library.row(copy).state).toBe('settled');
  expect(library.tables.placements.get(library.inspect(copy, 'x', other.albumId))).toMatchObject({
    state: 'queued',
    albumId: other.albumId,
    fileId: copy,
  });
});

test('an album of a removed folder is created for the photos that the person sends to it', () => {
  const removed = library.folder('/p');
  const other = library.folder('/q');
  library.tables.albums.createAgain(removed.albumId);
  library.tables.folders.setRemoved(removed.folderId, true);
  const placement = library.inspect(library.file(other.folderId, 'a.jpg'), 'x', other.albumId);
  library.tables.placements.apply(placement, 'held', { reason: 'album_gone' });
  expect(library.tables.albums.due(5)).toEqual([]);
  library.tables.verdicts.retarget(placement, removed.albumId);
  expect(library.tables.albums.due(5)).toMatchObject([{ albumId: removed.albumId }]);
});
