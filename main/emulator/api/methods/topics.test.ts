// Posts with photos, over real HTTP.
import { expect, test } from 'vitest';
import { png } from '../../testing/made-images.ts';
import { call, commit, reserve, upload, withEmulator } from '../../testing/ok-client.ts';
import type { Emulator } from '../../start.ts';

const group = { gid: '55', name: 'Клуб', status: 'ADMIN', access: 'OPEN' } as const;

async function tokens(emulator: Emulator, count: number, given: Record<string, string>, first = 40) {
  const reserved = await reserve(emulator, count, given);
  const files = Array.from({ length: count }, (_, at) => png(first + at, 40));
  const { photos } = await upload(reserved, files);
  return reserved.photo_ids.map((photo_id) => ({ photo_id, token: photos[photo_id].token as string }));
}

const attachment = (text: string, photos: { token: string }[]): string =>
  JSON.stringify({
    media: [
      { type: 'text', text },
      { type: 'photo', list: photos.map(({ token }) => ({ id: token })) },
    ],
    onBehalfOfGroup: 'true',
  });

test('a topic takes the tokens instead of a commit, once, and can be read back', async () => {
  await withEmulator(
    async (emulator) => {
      const photos = await tokens(emulator, 2, { gid: '55' });
      const given = { gid: '55', type: 'GROUP_THEME', attachment: attachment('Поход', photos) };
      const id = await call(emulator, 'mediatopic.post', given);
      expect(id).toMatch(/^\d+$/);
      expect((await call(emulator, 'mediatopic.getByIds', { topic_ids: `${id},1` })).media_topics).toMatchObject([
        { id, author_ref: 'group:55', media: [{ text: 'Поход' }, { type: 'photo' }] },
      ]);
      expect((await call(emulator, 'mediatopic.post', given)).error_code).toBe(121);
      expect((await commit(emulator, photos)).photos).toMatchObject([{ status: 'NOT_FOUND' }, { status: 'NOT_FOUND' }]);
      expect(emulator.ledger()).toMatchObject({
        summary: { photos: 0, topics: 1, contentsTwiceInTopics: 0 },
        topics: [{ topicId: id, isOfGroup: true, text: 'Поход', isSuggested: false }],
        reservations: [{ state: 'posted' }, { state: 'posted' }],
      });
      const again = await tokens(emulator, 1, { gid: '55' });
      await call(emulator, 'mediatopic.post', { ...given, attachment: attachment('', again) });
      expect(emulator.ledger().summary.contentsTwiceInTopics).toBe(1);
    },
    { switches: { groups: [group] } },
  );
});

test('posts are refused by right, by type, by place and by content', async () => {
  await withEmulator(
    async (emulator) => {
      const [photo] = await tokens(emulator, 1, { gid: '55' });
      const [foreign] = await tokens(emulator, 1, {}, 60);
      const code = async (given: Record<string, string>) =>
        (await call(emulator, 'mediatopic.post', { attachment: attachment('x', [photo!]), ...given })).error_code;
      const inGroup = { gid: '55', type: 'GROUP_THEME' };
      expect(await code({ type: 'USER' })).toBe(10);
      expect(await code({ type: 'GROUP_THEME' })).toBe(100);
      expect(await code({ gid: '55', type: 'USER' })).toBe(100);
      expect(await code({ gid: '99', type: 'GROUP_THEME' })).toBe(160);
      expect(await code({ ...inGroup, attachment: '{' })).toBe(100);
      expect(await code({ ...inGroup, attachment: attachment('x', [foreign!]) })).toBe(121);
      emulator.set({
        maxPhotosInTopic: 1,
        censoredWords: ['спам'],
        topicTypes: ['USER', 'USER_NOTE', 'GROUP_THEME', 'GROUP_SUGGESTED'],
      });
      expect(await code({ ...inGroup, attachment: attachment('x', [photo!, photo!]) })).toBe(100);
      expect(await code({ ...inGroup, attachment: attachment('Спам', [photo!]) })).toBe(454);
      expect(await code({ type: 'USER_NOTE' })).toBe(10);
      emulator.set({ groups: [{ ...group, status: 'ACTIVE' }] });
      expect(await code(inGroup)).toBe(10);
      emulator.fail({ method: 'mediatopic.post', code: 5000 });
      expect(await code({ gid: '55', type: 'GROUP_SUGGESTED' })).toBe(5000);
      expect(await code({ gid: '55', type: 'GROUP_SUGGESTED' })).toBeUndefined();
      emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS'] });
      expect(await code(inGroup)).toBe(10);
      expect(emulator.ledger().topics).toMatchObject([{ isSuggested: true }]);
    },
    { switches: { groups: [group] } },
  );
});

test('a topic whose answer is lost stands there', async () => {
  await withEmulator(
    async (emulator) => {
      const photos = await tokens(emulator, 1, { gid: '55' });
      emulator.fail({ method: 'mediatopic.post', cut: 'after-stored' });
      const given = { gid: '55', type: 'GROUP_THEME', attachment: attachment('Поход', photos) };
      await expect(call(emulator, 'mediatopic.post', given)).rejects.toThrow(/fetch failed|terminated|socket/u);
      expect(emulator.ledger().summary).toMatchObject({ topics: 1, photos: 0 });
    },
    { switches: { groups: [group] } },
  );
});
