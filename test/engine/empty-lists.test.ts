// A service that leaves out empty lists, or writes null, has empty lists: a first start ends with all photos there.
import { expect, test } from 'vitest';
import { albumsPage, photosInfoAnswer, photosPage } from '../../main/ok/wire.ts';
import { allOf } from '../../main/engine/testing/fault-run.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { runsOfTests, templateOfFile } from '../../main/engine/testing/template-of-file.ts';

const template = templateOfFile(imagingOfFile());
const begin = runsOfTests();

test.each(['left-out', 'null'] as const)('empty lists %s: the photos arrive', async (emptyLists) => {
  const run = await begin(template, { emulator: { switches: { emptyLists } } });
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(allOf(template));
  await run.close();
});

test.each([{}, { hasMore: false }, { photos: null, albums: null, anchor: 'x' }, { totalCount: 0 }])(
  '%j is an empty page',
  (answer) => {
    const { albums: _albums, ...photosOnly } = answer as { albums?: null };
    const { photos: _photos, ...albumsOnly } = answer as { photos?: null };
    expect(albumsPage.parse(albumsOnly).albums).toEqual([]);
    expect(photosPage.parse(photosOnly).photos).toEqual([]);
    expect(photosInfoAnswer.parse(photosOnly).photos).toEqual([]);
  },
);

test.each([[], null, true, 'x', { success: true }, { error: 'x' }, { result: [] }, { photos: {} }, { albums: 'none' }])(
  '%j is no page: nothing is believed, least of all that there is nothing',
  (answer) => {
    expect(albumsPage.safeParse(answer).success).toBe(false);
    expect(photosPage.safeParse(answer).success).toBe(false);
  },
);
