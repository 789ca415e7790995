import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MendPlan } from '../../../shared/facts.ts';
import { factsOf, openTestLibrary, queued, type TestLibrary } from '../testing/open-test-library.ts';
import { refusedByService } from './placing.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openTestLibrary();
});
afterEach(() => library.close());

const shrink: MendPlan = { maxSidePixels: 2000, maxBytes: 1000, toFormat: 'jpeg', removeGps: false };
const withoutGps: MendPlan = { maxSidePixels: null, maxBytes: 1000, toFormat: null, removeGps: true };
const tooBig = { kind: 'held', reason: 'too_big' } as const;

function shown(fileId: number): unknown {
  const row = library.lists.row(fileId);
  return row === null ? null : [row.shown, row.reason];
}

test('a second copy is a duplicate, and takes over when the first one goes', () => {
  const { folderId, albumId } = library.folder('/p');
  const first = library.file(folderId, 'a.jpg');
  const second = library.file(folderId, 'b.jpg');
  const placement = library.inspect(first, 'x', albumId);
  expect(library.inspect(second, 'x', albumId)).toBe(placement);
  expect([shown(first), shown(second)]).toEqual([
    ['waiting', null],
    ['duplicate', null],
  ]);
  library.tables.placing.gone(first);
  expect(library.tables.files.get(first)).toBeNull();
  expect(shown(second)).toEqual(['waiting', null]);
  expect(library.tables.placements.get(placement)).toMatchObject({ state: 'queued', fileId: second });
});

test('the copy of a photo that is on the service stands for it when the first file goes', () => {
  const { folderId, albumId } = library.folder('/p');
  const [first, second] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const placement = library.inspect(first, 'x', albumId);
  library.inspect(second, 'x', albumId);
  library.send(placement, 'done');
  library.tables.placing.gone(first);
  expect(shown(second)).toEqual(['done', null]);
});

test('a copy is taken for a source that was being read again when it went', () => {
  const { folderId, albumId } = library.folder('/p');
  const [first, second] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const placement = library.inspect(first, 'x', albumId);
  library.inspect(second, 'x', albumId);
  library.tables.files.sighted(first, library.row(first), 'seen');
  library.tables.placing.gone(first);
  expect(library.tables.placements.get(placement)).toMatchObject({ state: 'queued', fileId: second });
});

test('a file that goes before it is sent is skipped, and is wanted again when it comes back', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', albumId);
  library.send(placement, 'uploaded');
  library.tables.placing.gone(file);
  expect(shown(file)).toEqual(['skipped', 'source_gone']);
  expect(library.tables.placing.returned(file)).toBe(false);
  library.tables.files.sighted(file, library.row(file), 'settled');
  library.inspect(file, 'x', albumId);
  expect(library.state(placement)).toBe('queued');
  expect(library.tables.placements.get(placement)).toMatchObject({ reservationId: null, tokenSealed: null });
  expect(shown(file)).toEqual(['waiting', null]);
});

test('a file that goes while its commit is open stays with its outcome, and nothing is read when it comes back', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', albumId);
  library.send(placement, 'committing');
  library.tables.placing.gone(file);
  expect([library.row(file).state, library.state(placement)]).toEqual(['missing', 'committing']);
  library.tables.placements.apply(placement, 'committed', { assignedId: '1' });
  expect(shown(file)).toEqual(['done', null]);
  expect(library.tables.placing.returned(file)).toBe(true);
  expect(library.row(file).state).toBe('placed');
});

test('a file never inspected leaves nothing behind', () => {
  const { folderId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  library.tables.placing.gone(file);
  expect(library.tables.files.get(file)).toBeNull();
});

test('two files that swap names cost no bytes and both stay', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, b] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const [x, y] = [library.inspect(a, 'x', albumId), library.inspect(b, 'y', albumId)];
  library.send(x, 'done');
  const [sightA, sightB] = [library.row(a), library.row(b)];
  library.tables.files.sighted(a, sightB, 'settled');
  library.tables.files.sighted(b, sightA, 'settled');
  library.inspect(a, 'y', albumId);
  library.inspect(b, 'x', albumId);
  expect([library.row(a).placementId, library.row(b).placementId]).toEqual([y, x]);
  expect([library.state(x), library.state(y)]).toEqual(['done', 'queued']);
  expect([shown(a), shown(b)]).toEqual([
    ['waiting', null],
    ['done', null],
  ]);
  expect(library.lists.counts().all).toMatchObject({ all: 2, duplicate: 0 });
});

test('a file renamed onto another takes its place without a second row', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, fresh] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'new.jpg')];
  const [x, y] = [library.inspect(a, 'x', albumId), library.inspect(fresh, 'y', albumId)];
  library.send(x, 'done');
  library.tables.files.sighted(a, library.row(fresh), 'settled');
  library.tables.placing.gone(fresh);
  expect(library.state(y)).toBe('skipped');
  library.inspect(a, 'y', albumId);
  expect(library.state(y)).toBe('queued');
  expect(library.tables.files.get(fresh)).toBeNull();
  expect(library.lists.counts().all).toMatchObject({ all: 1, waiting: 1 });
});

test('a file that can no longer be read gives its photo to a copy, or waits for none', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, b] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const placement = library.inspect(a, 'x', albumId);
  library.inspect(b, 'x', albumId);
  library.tables.placing.setAside(a, 'held', 'unreadable');
  expect(library.tables.placements.get(placement)).toMatchObject({ state: 'queued', fileId: b });
  library.tables.placing.setAside(b, 'held', 'unreadable');
  expect(library.state(placement)).toBe('skipped');
  expect(shown(b)).toEqual(['needs_you', 'unreadable']);
  expect(library.lists.isMoving(folderId)).toBe(false);
  expect(library.tables.placing.leaveOut(a, 'left_out')).toBe(true);
  expect(shown(a)).toEqual(['skipped', 'left_out']);
});

test('leaving out a duplicate leaves the other copy alone', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, b] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const placement = library.inspect(a, 'x', albumId);
  library.inspect(b, 'x', albumId);
  expect(library.tables.placing.leaveOut(b, 'left_out')).toBe(false);
  expect(library.state(placement)).toBe('queued');
});

test('what waits follows its file into the album of another folder; what is sent stays', () => {
  const here = library.folder('/here');
  const there = library.folder('/there');
  const [a, b] = [library.file(here.folderId, 'a.jpg'), library.file(here.folderId, 'b.jpg')];
  const [x, y] = [library.inspect(a, 'x', here.albumId), library.inspect(b, 'y', here.albumId)];
  library.send(x, 'reserved');
  library.send(y, 'done');
  for (const file of [a, b]) library.tables.placing.moved(file, there.folderId, library.row(file).path, there.albumId);
  expect(library.tables.placements.get(x)).toMatchObject({
    state: 'queued',
    albumId: there.albumId,
    folderId: there.folderId,
    reservationId: null,
  });
  expect(library.tables.placements.get(y)).toMatchObject({ state: 'done', albumId: here.albumId });
  expect(library.tables.journal.ofFile(a).map((entry) => entry.event)).toContain('moved');
});

test('a copy that stays behind keeps its place in the old album when the other one moves away', () => {
  const here = library.folder('/here');
  const there = library.folder('/there');
  const [a, b] = [library.file(here.folderId, 'a.jpg'), library.file(here.folderId, 'b.jpg')];
  const placement = library.inspect(a, 'x', here.albumId);
  library.inspect(b, 'x', here.albumId);
  library.tables.placing.moved(a, there.folderId, 'a.jpg', there.albumId);
  expect(library.tables.placements.get(placement)).toMatchObject({ albumId: here.albumId, fileId: b, state: 'queued' });
  const second = library.inspect(a, 'x', there.albumId);
  expect(second).not.toBe(placement);
  expect(library.tables.placements.get(second)).toMatchObject({ albumId: there.albumId, fileId: a, state: 'queued' });
});

test('a photo waiting for an album that is gone goes on when its file moves to another', () => {
  const here = library.folder('/here');
  const there = library.folder('/there');
  const file = library.file(here.folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', here.albumId);
  library.tables.placements.apply(placement, 'held', { reason: 'album_gone' });
  library.tables.placing.moved(file, there.folderId, 'a.jpg', there.albumId);
  expect(library.tables.placements.get(placement)).toMatchObject({ state: 'queued', albumId: there.albumId });
});

test('a removed folder leaves what is sent known and forgets the rest; the photos found elsewhere are not sent again', () => {
  const here = library.folder('/here');
  const [a, b] = [library.file(here.folderId, 'a.jpg'), library.file(here.folderId, 'b.jpg')];
  const [x, y] = [library.inspect(a, 'x', here.albumId), library.inspect(b, 'y', here.albumId)];
  library.send(x, 'done');
  library.send(y, 'reserved');
  library.tables.folders.setRemoved(here.folderId, true);
  for (const file of [a, b]) library.tables.placing.forget(file);
  expect([library.state(x), library.state(y)]).toEqual(['done', 'skipped']);
  expect(library.lists.counts().all).toMatchObject({ all: 1, done: 1 });
  const there = library.folder('/there');
  const copy = library.file(there.folderId, 'a.jpg');
  expect(library.inspect(copy, 'x', here.albumId)).toBe(x);
  expect(shown(copy)).toEqual(['done', null]);
  const again = library.file(there.folderId, 'b.jpg');
  expect(library.inspect(again, 'y', here.albumId)).toBe(y);
  expect(library.state(y)).toBe('queued');
});

test('choosing another album for a gone one sends each photo once, also where the other album has it', () => {
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
  expect([x, y, z].map((id) => library.tables.placing.retarget(id, other.albumId))).toEqual([true, true, false]);
  expect(library.tables.placements.get(x)).toMatchObject({ state: 'queued', albumId: other.albumId });
  expect(library.state(y)).toBe('skipped');
  expect(library.row(b)).toMatchObject({ state: 'duplicate', placementId: there });
});

test('new limits release what precheck held, and never what the service refused', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, b] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const [x, y] = [library.inspect(a, 'x', albumId, tooBig), library.inspect(b, 'y', albumId)];
  library.tables.placements.apply(y, 'held', { reason: 'too_big', lastError: refusedByService });
  for (const id of [x, y]) library.tables.placing.rejudge(id, queued);
  expect([library.state(x), library.state(y)]).toEqual(['queued', 'held']);
  library.tables.placing.rejudge(x, tooBig);
  expect(library.state(x)).toBe('held');
});

test('what a person chose is not taken back by rules, limits, or another look at the file', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', albumId, tooBig);
  library.tables.placements.apply(placement, 'wanted_again', { mendPlan: shrink, chosen: true });
  library.tables.placing.rejudge(placement, tooBig);
  library.inspect(file, 'x', albumId, tooBig);
  expect(library.tables.placements.get(placement)).toMatchObject({ state: 'queued', mendPlan: shrink });
});

test('a rule that takes GPS out reaches photos that are already on their way, before anything of them is public', () => {
  const { folderId, albumId } = library.folder('/p');
  const ids = ['x', 'y', 'z'].map((name) => library.inspect(library.file(folderId, `${name}.jpg`), name, albumId)) as [
    number,
    number,
    number,
  ];
  library.send(ids[1], 'reserved');
  library.send(ids[2], 'uploaded');
  for (const id of ids) library.tables.placing.rejudge(id, { kind: 'queued', mend: withoutGps });
  for (const id of ids)
    expect(library.tables.placements.get(id)).toMatchObject({
      state: 'queued',
      mendPlan: withoutGps,
      tokenSealed: null,
    });
  const copy = { sha256: 'c', sizeBytes: 1, width: 1, height: 1, format: 'jpeg' };
  library.tables.placements.keepCopy(ids[0], copy, shrink);
  expect(library.tables.placements.get(ids[0])?.sent).toBeNull();
  library.tables.placements.keepCopy(ids[0], copy, withoutGps);
  expect(library.tables.placements.get(ids[0])?.sent).not.toBeNull();
});

test('a photo that comes back into a folder that shows first is shown first', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', albumId);
  library.tables.placing.gone(file);
  library.tables.files.sighted(file, library.row(file), 'settled');
  library.inspect(file, 'x', albumId, { kind: 'review', mend: null });
  expect(library.state(placement)).toBe('review');
  expect(shown(file)).toEqual(['review', null]);
});

test('an edited file is a photo of its own, and the sent one stays sent', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  const before = library.inspect(file, 'x', albumId);
  library.send(before, 'done');
  const seen: boolean[] = [];
  library.tables.placing.inspected(library.row(file), factsOf('y'), albumId, 10, ({ replacesSent }) => {
    seen.push(replacesSent);
    return queued;
  });
  expect(seen).toEqual([true]);
  expect(library.state(before)).toBe('done');
  expect(library.row(file).placementId).not.toBe(before);
});

test('the number of a removed file is never given to another: the journal stays true', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, b] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  library.inspect(a, 'x', albumId);
  library.inspect(b, 'x', albumId);
  library.tables.placing.gone(b);
  const next = library.file(folderId, 'c.jpg');
  expect(next).toBeGreaterThan(b);
  expect(library.tables.journal.ofFile(next)).toEqual([]);
});

test('a file that comes back after its folder was given another album is sent into that album', () => {
  const { folderId, albumId } = library.folder('/p');
  const other = library.folder('/q');
  const file = library.file(folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', albumId);
  library.tables.placing.gone(file);
  expect(library.tables.placing.returned(file)).toBe(false);
  library.tables.files.sighted(file, library.row(file), 'settled');
  const again = library.inspect(file, 'x', other.albumId);
  expect(library.tables.placements.get(again)).toMatchObject({ state: 'queued', albumId: other.albumId });
  expect(library.state(placement)).toBe('skipped');
});

test('a copy that moves into a folder of another album is judged for that album', () => {
  const { folderId, albumId } = library.folder('/p');
  const other = library.folder('/q');
  const [source, copy] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  library.inspect(source, 'x', albumId);
  library.inspect(copy, 'x', albumId);
  library.tables.placing.moved(copy, other.folderId, 'b.jpg', other.albumId);
  expect(library.row(copy).state).toBe('settled');
  expect(library.tables.placements.get(library.inspect(copy, 'x', other.albumId))).toMatchObject({
    state: 'queued',
    albumId: other.albumId,
    fileId: copy,
  });
});

test('an album that was meant for a folder that is removed is made for the photos a person sends to it', () => {
  const removed = library.folder('/p');
  const other = library.folder('/q');
  library.tables.albums.createAgain(removed.albumId);
  library.tables.folders.setRemoved(removed.folderId, true);
  const placement = library.inspect(library.file(other.folderId, 'a.jpg'), 'x', other.albumId);
  library.tables.placements.apply(placement, 'held', { reason: 'album_gone' });
  expect(library.tables.albums.due(5)).toEqual([]);
  library.tables.placing.retarget(placement, removed.albumId);
  expect(library.tables.albums.due(5)).toMatchObject([{ albumId: removed.albumId }]);
});
