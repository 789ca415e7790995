import { expect, test } from 'vitest';
import { openAccountGate, type AccountGate } from './account-gate.ts';
import { openTestLibrary } from '../testing/open-test-library.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { quickPolicy, silentLog } from '../testing/quick.ts';

test('a trouble that is reported after the close starts no timer', async () => {
  const library = openTestLibrary();
  const clock = fakeClock();
  const account: AccountGate = openAccountGate({
    clock,
    log: silentLog,
    tables: library.tables,
    policy: quickPolicy,
    onChange: () => undefined,
    onReturn: () => undefined,
    onFailure: () => undefined,
  });
  account.close();
  account.report({ who: 'service', kind: 'offline' });
  library.close();
  await clock.advance(60_000);
  expect(clock.waiting()).toBe(0);
});
