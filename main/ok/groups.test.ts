// What refusals mean in a group, and which groups are offered.
import { expect, test } from 'vitest';
import { startEmulator } from '../emulator/start.ts';
import { systemClock } from '../engine/system-clock.ts';
import type { Trouble } from './answer.ts';
import { openOkApi } from './api.ts';
import { troubleOfCode } from './errors.ts';
import { troubleInGroup } from './groups.ts';
import { rememberingLog } from './testing/answering-server.ts';

const inGroup = (code: number, data?: string): Trouble => troubleInGroup(troubleOfCode(code, 'api', data).trouble);

test('in a group a missing permission is about the group, unless another right is named', () => {
  expect(inGroup(160)).toEqual({ who: 'album', code: 160, group: 'gone' });
  for (const code of [10, 200, 24, 456]) expect(inGroup(code)).toEqual({ who: 'album', code, group: 'no_right' });
  expect(inGroup(10, 'GROUP_CONTENT')).toMatchObject({ who: 'album', group: 'no_right' });
  expect(inGroup(10, 'PHOTO_CONTENT')).toMatchObject({ who: 'user', kind: 'permission', right: 'PHOTO_CONTENT' });
  for (const code of [1, 8, 22, 26, 100, 102, 120, 121, 300, 454, 500, 5000])
    expect(inGroup(code)).toEqual(troubleOfCode(code).trouble);
});

test('of hundreds of groups those are offered where the person may add albums, with who sees them', async () => {
  const access = ['OPEN', 'CLOSED', 'SECRET'] as const;
  const groups = Array.from({ length: 250 }, (_, n) => ({
    gid: String(1000 + n),
    name: `Group ${n}`,
    status: n % 100 === 7 ? ('ADMIN' as const) : ('ACTIVE' as const),
    access: access[Math.floor(n / 100)] ?? 'OPEN',
  }));
  const emulator = await startEmulator({ switches: { groups } });
  const api = openOkApi({
    credentials: {
      apiAddress: emulator.address,
      applicationKey: emulator.applicationKey,
      accessToken: emulator.accessToken,
      signingSecret: emulator.sessionSecretKey,
    },
    log: rememberingLog(),
    clock: systemClock,
    userAgent: 'test',
  });
  const { signal } = new AbortController();
  const list = async () => {
    const listed = await api.groups(signal);
    return listed.ok ? listed.value.toSorted((a, b) => a.id.localeCompare(b.id)) : listed.trouble;
  };
  try {
    const expected = [
      { id: '1007', name: 'Group 7', seenBy: 'everyone' },
      { id: '1107', name: 'Group 107', seenBy: 'members' },
      { id: '1207', name: 'Group 207', seenBy: 'members' },
    ];
    expect(await list()).toEqual(expected);
    emulator.set({ largestPage: 20 });
    expect(await list()).toEqual(expected);
    for (const emptyLists of ['left-out', 'null'] as const) {
      emulator.set({ emptyLists, groups: [] });
      expect(await list()).toEqual([]);
    }
    emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT'] });
    emulator.set({ groups });
    expect(await list()).toEqual([]);
    emulator.fail({ method: 'users.hasAppPermission', code: 3 });
    expect(await list()).toHaveLength(3);
  } finally {
    await api.close();
    await emulator.close();
  }
});
