import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTestLibrary, queued, type TestLibrary } from '../../testing/open-test-library.ts';
import { placementEvents } from '../../../../shared/placement-state.ts';

/** One step of what an engine may do; the numbers pick its targets from what exists. */
const step = fc.record({
  what: fc.constantFrom(
    'add',
    'add',
    'inspect',
    'inspect',
    'held',
    'seenAgain',
    'event',
    'event',
    'gone',
    'returned',
    'moved',
    'forget',
    'setAside',
    'leaveOut',
    'reapplyRules',
    'rolledBack',
  ),
  which: fc.nat(50),
  other: fc.nat(5),
  size: fc.integer({ min: 0, max: 5000 }),
  event: fc.constantFrom(...placementEvents),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function run(library: TestLibrary, homes: { folderId: number; albumId: number }[], one: Step): void {
  const { files, verdicts, placements } = library.tables;
  const ids = library.db.prepare('SELECT id FROM files ORDER BY id').pluck().all() as number[];
  const home = homes[one.other % homes.length] as { folderId: number; albumId: number };
  const fileId = ids[one.which % Math.max(1, ids.length)];
  const fileStat = {
    sizeBytes: one.size,
    mtimeNs: BigInt(one.size) * 86_400_000_000_000n,
    inode: 1n,
    ctimeNs: 0n,
    birthNs: 0n,
  };
  if (one.what === 'add') {
    if (files.at(home.folderId, `${one.which}.jpg`) === null)
      files.add(home.folderId, `${one.which}.jpg`, fileStat, true);
    return;
  }
  const file = fileId === undefined ? null : files.get(fileId);
  if (file === null || fileId === undefined) return;
  switch (one.what) {
    case 'inspect':
      if (file.state !== 'missing') library.inspect(fileId, `content ${one.other}`, home.albumId, queued);
      return;
    case 'held':
      if (file.state !== 'missing')
        library.inspect(fileId, `content ${one.other}`, home.albumId, { kind: 'held', reason: 'too_big' });
      return;
    case 'seenAgain':
      files.recordStat(fileId, fileStat, 'seen');
      return;
    case 'event': {
      if (file.placementId === null) return;
      const needs = ['held', 'skipped', 'lost_track'].includes(one.event);
      placements.applyIfAllowed(file.placementId, one.event, needs ? { reason: 'gave_up' } : {});
      return;
    }
    case 'gone':
      verdicts.gone(fileId);
      return;
    case 'returned':
      verdicts.returned(fileId);
      return;
    case 'moved':
      if (files.at(home.folderId, `moved ${one.which}.jpg`) === null)
        verdicts.moved(fileId, home.folderId, `moved ${one.which}.jpg`, home.albumId);
      return;
    case 'forget':
      verdicts.forget(fileId);
      return;
    case 'setAside':
      verdicts.setAside(
        fileId,
        one.size % 2 === 0 ? 'held' : 'skipped',
        one.size % 2 === 0 ? 'unreadable' : 'not_a_photo',
      );
      return;
    case 'leaveOut':
      verdicts.leaveOut(fileId, 'left_out');
      return;
    case 'reapplyRules':
      if (file.placementId !== null)
        verdicts.reapplyRules(file.placementId, one.size % 2 === 0 ? queued : { kind: 'held', reason: 'too_small' });
      return;
    case 'rolledBack':
      expect(() =>
        library.tables.together(() => {
          verdicts.gone(fileId);
          throw new Error('disk full');
        }),
      ).toThrow('disk full');
  }
}

function check(library: TestLibrary): void {
  const all = (sql: string): unknown[] => library.db.prepare(sql).all();
  expect(all('SELECT folder_id, shown, files, bytes FROM counts WHERE files <> 0 ORDER BY 1, 2')).toEqual(
    all('SELECT folder_id, shown, count(*) AS files, sum(size_bytes) AS bytes FROM files GROUP BY 1, 2 ORDER BY 1, 2'),
  );
  expect(all('SELECT folder_id, shown FROM counts WHERE files = 0 AND bytes <> 0 OR files < 0 OR bytes < 0')).toEqual(
    [],
  );
  expect(all('SELECT day, folder_id, shown, files FROM days WHERE files <> 0 ORDER BY 1, 2, 3')).toEqual(
    all('SELECT day, folder_id, shown, count(*) AS files FROM files GROUP BY 1, 2, 3 ORDER BY 1, 2, 3'),
  );
  // A photo is shown as its placement says, on exactly one line.
  expect(
    all(`SELECT f.id, f.shown, p.state FROM files f JOIN placements p ON p.id = f.placement_id WHERE f.state = 'placed' AND f.id = p.file_id
      AND f.shown <> CASE p.state WHEN 'review' THEN 'review' WHEN 'done' THEN 'done' WHEN 'held' THEN 'needs_you'
        WHEN 'unclear' THEN 'needs_you' WHEN 'skipped' THEN 'skipped' ELSE 'waiting' END`),
  ).toEqual([]);
  expect(
    all(`SELECT placement_id FROM files WHERE state = 'placed' GROUP BY placement_id HAVING count(*) > 1`),
  ).toEqual([]);
  // Every waiting photo has a file that can be sent or is being checked again.
  expect(
    all(`SELECT p.id, p.state, f.state AS file FROM placements p LEFT JOIN files f ON f.id = p.file_id AND f.placement_id = p.id
      WHERE p.state IN ('queued', 'reserved') AND (f.id IS NULL OR f.state NOT IN ('placed', 'seen', 'settled'))`),
  ).toEqual([]);
}

test('after any sequence of events the counts equal the counted rows, and whatever waits can be sent', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const library = openTestLibrary();
      try {
        const homes = ['/a', '/b'].map((path) => library.folder(path));
        for (const one of steps) {
          run(library, homes, one);
          check(library);
        }
      } finally {
        library.close();
      }
    }),
    { numRuns: 40 },
  );
});
