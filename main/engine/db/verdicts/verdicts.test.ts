// What happens to a photo as its files come, change and go, and as its rules are applied again.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ConversionPlan } from '../../../../shared/facts.ts';
import { factsOf, openTestLibrary, queued, type TestLibrary } from '../../testing/open-test-library.ts';
import { refusedByService } from '../../../../shared/reasons.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openTestLibrary();
});
afterEach(() => library.close());

const shrink: ConversionPlan = { maxSidePixels: 2000, maxBytes: 1000, toFormat: 'jpeg', removeGps: false };
const withoutGps: ConversionPlan = { maxSidePixels: null, maxBytes: 1000, toFormat: null, removeGps: true };
const tooBig = { kind: 'held', reason: 'too_big' } as const;

test('a second copy is a duplicate, and becomes the source when the first file goes', () => {
  const { folderId, albumId } = library.folder('/p');
  const first = library.file(folderId, 'a.jpg');
  const second = library.file(folderId, 'b.jpg');
  const placement = library.inspect(first, 'x', albumId);
  expect(library.inspect(second, 'x', albumId)).toBe(placement);
  expect([library.shown(first), library.shown(second)]).toEqual([
    ['waiting', null],
    ['duplicate', null],
  ]);
  library.tables.verdicts.gone(first);
  expect(library.tables.files.get(first)).toBeNull();
  expect(library.shown(second)).toEqual(['waiting', null]);
  expect(library.tables.placements.get(placement)).toMatchObject({ state: 'queued', fileId: second });
});

test('the copy that is first by name becomes the source, unless the photo is on its way already', () => {
  const { folderId, albumId } = library.folder('/p');
  const later = library.file(folderId, 'IMG_2 (1).jpg');
  const placement = library.inspect(later, 'x', albumId);
  const first = library.file(folderId, 'IMG_2.jpg', { mtimeNs: 1_000_000n });
  expect(library.inspect(first, 'x', albumId)).toBe(placement);
  expect([library.shown(first), library.shown(later)]).toEqual([
    ['waiting', null],
    ['duplicate', null],
  ]);
  expect(library.queries.counts.photos().all).toMatchObject({ all: 2, waiting: 1, duplicate: 1 });
  expect(library.tables.placements.get(placement)).toMatchObject({ fileId: first, path: 'IMG_2.jpg', sortMs: 1 });
  library.send(placement, 'reserved');
  const earlier = library.file(folderId, 'IMG_1.jpg');
  library.inspect(earlier, 'x', albumId);
  expect(library.shown(earlier)).toEqual(['duplicate', null]);
});

test('photos of a folder are sent by date, and those of one date in the order they were found', () => {
  const { folderId, albumId } = library.folder('/p');
  const dated = (name: string, ms: bigint): number =>
    library.inspect(library.file(folderId, name, { mtimeNs: ms * 1_000_000n }), name, albumId);
  const [c, a, b, old] = [dated('c', 30n), dated('a', 20n), dated('b', 20n), dated('z', -5n)];
  expect(library.tables.placements.readyIds('reserve', folderId, 10)).toEqual([old, a, b, c]);
});

test('a copy becomes the source of a sent photo when the first file goes', () => {
  const { folderId, albumId } = library.folder('/p');
  const [first, second] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const placement = library.inspect(first, 'x', albumId);
  library.inspect(second, 'x', albumId);
  library.send(placement, 'done');
  library.tables.verdicts.gone(first);
  expect(library.shown(second)).toEqual(['done', null]);
});

test('a copy becomes the source when the first file goes while it is being read again', () => {
  const { folderId, albumId } = library.folder('/p');
  const [first, second] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const placement = library.inspect(first, 'x', albumId);
  library.inspect(second, 'x', albumId);
  library.tables.files.recordStat(first, library.row(first), 'seen');
  library.tables.verdicts.gone(first);
  expect(library.tables.placements.get(placement)).toMatchObject({ state: 'queued', fileId: second });
});

test('a file that goes before it is sent is skipped, and queued again when it comes back', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', albumId);
  library.send(placement, 'uploaded');
  library.tables.verdicts.gone(file);
  expect(library.shown(file)).toEqual(['skipped', 'source_gone']);
  expect(library.tables.verdicts.returned(file)).toBe(false);
  library.tables.files.recordStat(file, library.row(file), 'settled');
  library.inspect(file, 'x', albumId);
  expect(library.state(placement)).toBe('queued');
  expect(library.tables.placements.get(placement)).toMatchObject({ reservationId: null, tokenSealed: null });
  expect(library.shown(file)).toEqual(['waiting', null]);
});

test('a file that goes during its commit keeps the outcome, and is not read again when it comes back', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', albumId);
  library.send(placement, 'committing');
  library.tables.verdicts.gone(file);
  expect([library.row(file).state, library.state(placement)]).toEqual(['missing', 'committing']);
  library.tables.placements.apply(placement, 'committed', { assignedId: '1' });
  expect(library.shown(file)).toEqual(['done', null]);
  expect(library.tables.verdicts.returned(file)).toBe(true);
  expect(library.row(file).state).toBe('placed');
});

test('a file that goes before its inspection leaves no row', () => {
  const { folderId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  library.tables.verdicts.gone(file);
  expect(library.tables.files.get(file)).toBeNull();
});

test('two files that swap names are both kept and nothing is sent', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, b] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const [x, y] = [library.inspect(a, 'x', albumId), library.inspect(b, 'y', albumId)];
  library.send(x, 'done');
  const [sightA, sightB] = [library.row(a), library.row(b)];
  library.tables.files.recordStat(a, sightB, 'settled');
  library.tables.files.recordStat(b, sightA, 'settled');
  library.inspect(a, 'y', albumId);
  library.inspect(b, 'x', albumId);
  expect([library.row(a).placementId, library.row(b).placementId]).toEqual([y, x]);
  expect([library.state(x), library.state(y)]).toEqual(['done', 'queued']);
  expect([library.shown(a), library.shown(b)]).toEqual([
    ['waiting', null],
    ['done', null],
  ]);
  expect(library.queries.counts.photos().all).toMatchObject({ all: 2, duplicate: 0 });
});

test('a file renamed onto another replaces it without a second row', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, fresh] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'new.jpg')];
  const [x, y] = [library.inspect(a, 'x', albumId), library.inspect(fresh, 'y', albumId)];
  library.send(x, 'done');
  library.tables.files.recordStat(a, library.row(fresh), 'settled');
  library.tables.verdicts.gone(fresh);
  expect(library.state(y)).toBe('skipped');
  library.inspect(a, 'y', albumId);
  expect(library.state(y)).toBe('queued');
  expect(library.tables.files.get(fresh)).toBeNull();
  expect(library.queries.counts.photos().all).toMatchObject({ all: 1, waiting: 1 });
});

test('when a file can no longer be read, a copy becomes the source; without a copy the photo is skipped', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, b] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const placement = library.inspect(a, 'x', albumId);
  library.inspect(b, 'x', albumId);
  library.tables.verdicts.setAside(a, 'held', 'unreadable');
  expect(library.tables.placements.get(placement)).toMatchObject({ state: 'queued', fileId: b });
  library.tables.verdicts.setAside(b, 'held', 'unreadable');
  expect(library.state(placement)).toBe('skipped');
  expect(library.shown(b)).toEqual(['needs_you', 'unreadable']);
  expect(library.queries.folderProgress.isSending(folderId)).toBe(false);
  expect(library.tables.verdicts.leaveOut(a, 'left_out')).toBe(true);
  expect(library.shown(a)).toEqual(['skipped', 'left_out']);
});

test('leaving out a duplicate leaves the other copy alone', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, b] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const placement = library.inspect(a, 'x', albumId);
  library.inspect(b, 'x', albumId);
  expect(library.tables.verdicts.leaveOut(b, 'left_out')).toBe(false);
  expect(library.state(placement)).toBe('queued');
});

test('new limits release what the rules held, and never what the service refused', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, b] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  const [x, y] = [library.inspect(a, 'x', albumId, tooBig), library.inspect(b, 'y', albumId)];
  library.tables.placements.apply(y, 'held', { reason: 'too_big', lastError: refusedByService });
  expect(library.tables.journal.ofFile(b).filter(({ event }) => event === 'held')).toEqual([
    expect.objectContaining({ detail: { reason: 'too_big', byService: true } }),
  ]);
  for (const id of [x, y]) library.tables.verdicts.reapplyRules(id, queued);
  expect([library.state(x), library.state(y)]).toEqual(['queued', 'held']);
  library.tables.verdicts.reapplyRules(x, tooBig);
  expect(library.state(x)).toBe('held');
});

test('what the person chose is not changed by rules, limits or another inspection', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', albumId, tooBig);
  library.tables.placements.apply(placement, 'wanted_again', { conversionPlan: shrink, chosen: true });
  library.tables.verdicts.reapplyRules(placement, tooBig);
  library.inspect(file, 'x', albumId, tooBig);
  expect(library.tables.placements.get(placement)).toMatchObject({ state: 'queued', conversionPlan: shrink });
});

test('a rule that removes GPS data also applies to photos on their way, before they are public', () => {
  const { folderId, albumId } = library.folder('/p');
  const ids = ['x', 'y', 'z'].map((name) => library.inspect(library.file(folderId, `${name}.jpg`), name, albumId)) as [
    number,
    number,
    number,
  ];
  library.send(ids[1], 'reserved');
  library.send(ids[2], 'uploaded');
  for (const id of ids) library.tables.verdicts.reapplyRules(id, { kind: 'queued', conversionPlan: withoutGps });
  for (const id of ids)
    expect(library.tables.placements.get(id)).toMatchObject({
      state: 'queued',
      conversionPlan: withoutGps,
      tokenSealed: null,
    });
  const copy = { sha256: 'c', sizeBytes: 1, width: 1, height: 1, format: 'jpeg' };
  library.tables.placements.keepCopy(ids[0], copy, shrink);
  expect(library.tables.placements.get(ids[0])?.sent).toBeNull();
  library.tables.placements.keepCopy(ids[0], copy, withoutGps);
  expect(library.tables.placements.get(ids[0])?.sent).not.toBeNull();
});

test('a photo that comes back into a folder with review goes to the review', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', albumId);
  library.tables.verdicts.gone(file);
  library.tables.files.recordStat(file, library.row(file), 'settled');
  library.inspect(file, 'x', albumId, { kind: 'review', conversionPlan: null });
  expect(library.state(placement)).toBe('review');
  expect(library.shown(file)).toEqual(['review', null]);
});

test('an edited file is a photo of its own, and the sent one stays sent', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  const before = library.inspect(file, 'x', albumId);
  library.send(before, 'done');
  const seen: boolean[] = [];
  library.tables.verdicts.inspected(library.row(file), factsOf('y'), albumId, 10, ({ replacesSent }) => {
    seen.push(replacesSent);
    return queued;
  });
  expect(seen).toEqual([true]);
  expect(library.state(before)).toBe('done');
  expect(library.row(file).placementId).not.toBe(before);
});

test('the id of a deleted file is never used again, so the journal stays correct', () => {
  const { folderId, albumId } = library.folder('/p');
  const [a, b] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  library.inspect(a, 'x', albumId);
  library.inspect(b, 'x', albumId);
  library.tables.verdicts.gone(b);
  const next = library.file(folderId, 'c.jpg');
  expect(next).toBeGreaterThan(b);
  expect(library.tables.journal.ofFile(next)).toEqual([]);
});

test('a photo that may be public cannot be left out, even when its file has changed meanwhile', () => {
  for (const state of ['committing', 'unclear'] as const) {
    const { folderId, albumId } = library.folder(`/${state}`);
    const file = library.file(folderId, 'a.jpg');
    const placement = library.inspect(file, state, albumId);
    library.send(placement, 'committing');
    if (state === 'unclear') library.tables.placements.apply(placement, 'lost_track', { reason: 'commit_unclear' });
    const before = library.shown(file);
    library.tables.files.recordStat(file, library.row(file), 'seen');
    expect(library.tables.verdicts.leaveOut(file, 'left_out')).toBe(false);
    expect(library.shown(file)?.[0]).toBe(before?.[0]);
  }
});

test('a problem that the person decides during a new check disappears, also when the check must wait', () => {
  const { folderId, albumId } = library.folder('/p');
  const file = library.file(folderId, 'a.jpg');
  const placement = library.inspect(file, 'x', albumId, tooBig);
  library.tables.files.recordStat(file, library.row(file), 'seen');
  expect(library.shown(file)).toEqual(['needs_you', 'too_big']);
  library.tables.placements.apply(placement, 'wanted_again', { conversionPlan: shrink, chosen: true });
  expect(library.shown(file)).toEqual(['waiting', null]);
});
