import { expect, test } from 'vitest';
import { restoredSentence } from './restored-sentence.ts';
import { translator } from './translate.ts';

const nowMs = new Date(2026, 6, 12, 15, 4).getTime();
const backupMs = new Date(2026, 6, 8, 9, 5).getTime();
const say = (backup: number | null, asidePath: string | null, language: 'ru' | 'en'): string =>
  restoredSentence({ atMs: nowMs, backupMs: backup, asidePath }, nowMs, language, translator(language)).replaceAll(
    /[\u00a0\u202f]/gu,
    ' ',
  );

test('it is said what happened to the list and from what day it is, or that there was no backup', () => {
  expect(say(backupMs, '/data/x.db', 'ru')).toMatch(
    /повреждён и восстановлен из копии: он такой, каким был 8 июля в 0?9:05\./u,
  );
  expect(say(null, '/data/x.db', 'ru')).toContain('целой копии не нашлось');
  expect(say(backupMs, null, 'en')).toMatch(/lost or replaced by an older one: it is as it was .*8/u);
  expect(say(null, null, 'en')).toContain('lost and begins anew');
});

test('what happens to photos that may be there already is said each time', () => {
  for (const backup of [backupMs, null])
    for (const aside of ['/data/x.db', null])
      expect(say(backup, aside, 'en')).toContain('first compared with what is there');
});
