import { mkdir, writeFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { credentialsOf, openTestPlace, type TestPlace } from './testing/open-test-engine.ts';

let place: TestPlace;
beforeEach(async () => {
  place = await openTestPlace();
});
afterEach(() => place.close());

test('a folder of photos reaches its album, each once and byte for byte', async () => {
  const paths = await makeLibrary(place.folder, 8);
  const engine = place.open();
  engine.use(credentialsOf(place.emulator));
  await engine.start();
  const added = await engine.calls['folders.add']({
    path: place.folder,
    target: { kind: 'new', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
  expect(added.ok).toBe(true);
  expect(await engine.decided()).toBe('decided');
  const ledger = place.emulator.ledger();
  expect(ledger.photos.length).toBe(paths.length);
  const page = await engine.calls['photos.page']({
    shown: 'done',
    search: '',
    folderId: null,
    after: null,
    limit: 100,
  });
  expect(page.ok && page.value.rows.length).toBe(paths.length);
});
