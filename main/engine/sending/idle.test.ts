import { expect, test } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { quickPolicy, silentLog } from '../testing/quick.ts';
import { openTestLibrary } from '../testing/open-test-library.ts';
import { openAccountGate } from './account-gate.ts';
import { activeFolders } from './active-folders.ts';
import { openIdle } from './idle.ts';

function idleOf(due: { leftovers: boolean; rechecks: boolean }) {
  const { tables, queries, close } = openTestLibrary();
  const idle = openIdle({
    tables,
    queries,
    account: openAccountGate({
      clock: fakeClock(),
      log: silentLog,
      tables,
      policy: quickPolicy,
      onChange: () => undefined,
      onReturn: () => undefined,
      onFailure: () => undefined,
    }),
    folders: activeFolders(tables),
    hasRemote: () => true,
    isPaused: () => false,
    stuck: () => [],
    stuckPlacements: () => [],
    isRechecking: () => due.rechecks,
    areLeftoversDue: () => due.leftovers,
  });
  const ended: string[] = [];
  void idle.reached().then((how) => ended.push(how));
  const check = async (): Promise<string[]> => {
    idle.check();
    await Promise.resolve();
    return ended;
  };
  return { check, close };
}

test.each(['leftovers', 'rechecks'] as const)(
  'photos are not called decided while %s may still change what waits for a person',
  async (kind) => {
    const due = { leftovers: false, rechecks: false, [kind]: true };
    const { check, close } = idleOf(due);
    expect(await check()).toEqual([]);
    due[kind] = false;
    expect(await check()).toEqual(['decided']);
    close();
  },
);
