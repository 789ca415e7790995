// The library refuses what a check of the account wants to store: the check is repeated, and photos go when it can be
// stored.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { makePhoto } from '../fixtures/make-photos.ts';

const fixture = fixtureOfEachTest();
const imaging = imagingOfFile();

function change(sql: string): void {
  const db = new Database(join(fixture.dataFolder, 'library.db'));
  db.exec(sql);
  db.close();
}

test('an account whose number cannot be stored is checked again until it can', async () => {
  await (await fixture.started({ imaging })).close();
  change(`DELETE FROM meta WHERE key = 'account_user_id';
    CREATE TRIGGER refused BEFORE INSERT ON meta WHEN NEW.key = 'account_user_id'
    BEGIN SELECT RAISE(ABORT, 'refused'); END`);
  await makePhoto({ path: join(fixture.folder, 'a.jpg'), width: 120, height: 90, seed: 1 });
  const thrown: string[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (event: string) => void thrown.push(event) };
  const engine = await fixture.started({ imaging, log });
  await engine.calls['folders.add']({
    path: fixture.folder,
    target: { kind: 'new', title: 'Dacha', privacy: 'friends' },
    rules: {},
  });
  await expect.poll(() => thrown.filter((event) => event === 'account.check_threw').length).toBeGreaterThan(1);
  expect(fixture.emulator.ledger().photos).toEqual([]);
  change('DROP TRIGGER refused');
  await expect.poll(() => fixture.emulator.ledger().photos.length).toBe(1);
});
