// What a person's decision about one photo does to the plan of its copy.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultRules } from '../../../shared/library/folder-rules.ts';
import type { PhotoAction, PhotoDetail } from '../../../shared/library/photo.ts';
import { defaultLimits } from '../../../shared/limits.ts';
import type { ConversionPlan } from '../../../shared/facts.ts';
import type { ImageFormat } from '../../../shared/image-formats.ts';
import { checkFacts } from '../pipeline/check-facts.ts';
import { factsOf, openTestLibrary, type TestLibrary } from '../testing/open-test-library.ts';
import { readPhotoDetail } from '../queries/photo-detail.ts';
import { actOnPhotos } from './photo-commands.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openTestLibrary();
});
afterEach(() => library.close());

function act(fileIds: readonly number[], action: PhotoAction) {
  const context = {
    tables: library.tables,
    queries: library.queries,
    limits: () => defaultLimits,
    stopUpload: () => undefined,
    changed: () => undefined,
    wake: () => undefined,
  };
  return actOnPhotos(context, fileIds, action);
}

const detailOf = (fileId: number): PhotoDetail | null => readPhotoDetail(library.queries, () => null, fileId);

/** A checked photo with a place in it, in a folder that takes places out. */
function photo(format: ImageFormat | null, rules = {}, width = 4000): number {
  const folder = library.folder('/p');
  const all = { ...defaultRules, removeGps: true, ...rules };
  library.tables.folders.setRules(folder.folderId, all);
  const file = library.file(folder.folderId, 'a.jpg');
  const facts = factsOf('a', { format, width, hasGps: true });
  library.tables.verdicts.inspected(library.row(file), facts, folder.albumId, 10, () =>
    checkFacts(facts, defaultLimits, all),
  );
  return file;
}

const plan = (): ConversionPlan | null => {
  const row = library.db.prepare('SELECT mend_plan FROM placements').get() as { mend_plan: string | null };
  return row.mend_plan === null ? null : (JSON.parse(row.mend_plan) as ConversionPlan);
};
const reasonOf = (file: number): unknown => detailOf(file)?.row.reason;

test('a photo that was left out and is sent after all is sent as planned: without its place, as a JPEG', async () => {
  const file = photo('heic', { convert: true });
  const before = plan();
  expect(before).toMatchObject({ toFormat: 'jpeg', removeGps: true });
  await act([file], 'leave_out');
  expect(reasonOf(file)).toBe('left_out');
  await act([file], 'send_anyway');
  expect(reasonOf(file)).toBeNull();
  expect(plan()).toEqual(before);
});

test('a photo that is too large and is sent as it is still loses its place', async () => {
  const file = photo('jpeg', {}, defaultLimits.maxSidePixels + 1);
  expect(reasonOf(file)).toBe('too_big');
  await act([file], 'send_anyway');
  expect(plan()).toMatchObject({ maxSidePixels: null, toFormat: null, removeGps: true });
});

test('only a readable format is offered as a JPEG; others have a reason of their own', async () => {
  const known = photo('tiff');
  expect(reasonOf(known)).toBe('invalid_format');
  expect(detailOf(known)?.actions).toEqual(['convert', 'leave_out', 'send_anyway']);
  library.close();
  library = openTestLibrary();
  for (const format of [null, 'svg'] as const) {
    const file = photo(format);
    expect(reasonOf(file)).toBe('unknown_format');
    expect(detailOf(file)?.actions).toEqual(['check_again', 'leave_out', 'send_anyway']);
    expect(await act([file], 'convert')).toEqual({ ok: true, value: { changed: 0 } });
    library.close();
    library = openTestLibrary();
  }
});

test('a copy has no actions: decisions about its photo are made at the photo’s own row', async () => {
  const { folderId, albumId } = library.folder('/p');
  const [first, copy] = [library.file(folderId, 'a.jpg'), library.file(folderId, 'b.jpg')];
  for (const file of [first, copy]) library.inspect(file, 'x', albumId, { kind: 'held', reason: 'too_big' });
  expect(library.shown(copy)).toEqual(['duplicate', null]);
  expect(detailOf(copy)?.actions).toEqual([]);
  for (const action of ['try_again', 'leave_out', 'send_anyway'] as const)
    expect(await act([copy], action)).toEqual({ ok: true, value: { changed: 0 } });
  expect(library.shown(first)).toEqual(['needs_you', 'too_big']);
});
