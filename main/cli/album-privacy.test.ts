// An album that others see than was asked for, in the terminal: who sees it, who should, and what ends the question.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace({ switches: { albumTypeKept: 'when-edited' } });
  await makeLibrary(place.folder, 2, { width: 160, height: 120 });
});
afterEach(() => place.close());

const ask = (language: string, ...args: string[]) =>
  runMain([...args, '--data', place.data], { ...place.env, LC_ALL: language });
const types = () => place.emulator.ledger().albums.map(({ type }) => type);
const photos = () => place.emulator.ledger().photos.length;

test.each([
  [
    'en_US.UTF-8',
    'Everyone sees the album now. You chose: only you.',
    'correct who sees the album (correct-privacy), send into the album as it is (publish-anyway)',
  ],
  [
    'ru_RU.UTF-8',
    'Сейчас альбом видят все. Вы выбрали: только вы.',
    'исправить, кто видит альбом (correct-privacy), отправить в альбом как он есть (publish-anyway)',
  ],
])(
  '%s: nothing is sent, the question says who sees the album, and a correction ends it',
  async (language, who, ways) => {
    expect((await place.sync()).status).toBe(exitStatus.needsDecision);
    expect([types(), photos()]).toEqual([['PUBLIC'], 0]);
    const problems = await ask(language, 'problems');
    expect(problems.status).toBe(exitStatus.needsDecision);
    expect(problems.stdout).toContain(who);
    expect(problems.stdout).toContain(ways);
    expect((await ask(language, 'decide', 'correct-privacy', place.folder)).status).toBe(exitStatus.good);
    expect((await place.sync()).status).toBe(exitStatus.good);
    expect([types(), photos()]).toEqual([['PRIVATE'], 2]);
  },
);

test('what OK does not correct is said, and sending all the same is a decision of its own', async () => {
  place.emulator.set({ albumTypeKept: 'never' });
  await place.sync();
  await ask('en_US.UTF-8', 'decide', 'correct-privacy', place.folder);
  const second = await place.sync();
  expect(second.status).toBe(exitStatus.needsDecision);
  expect(second.objects.find(({ type }) => type === 'photo')).toMatchObject({
    reason: 'album_privacy',
    text: 'Correcting it did not work, OK left it as it was. Everyone sees the album now. You chose: only you.',
  });
  expect(photos()).toBe(0);
  await ask('en_US.UTF-8', 'decide', 'publish-anyway', place.folder);
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect([types(), photos()]).toEqual([['PUBLIC'], 2]);
});
