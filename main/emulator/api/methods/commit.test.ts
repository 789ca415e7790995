// Committing, over real HTTP.
import { expect, test } from 'vitest';
import { png } from '../../testing/made-images.ts';
import { call, commit, publish, reserve, upload, withEmulator, type Reserved } from '../../testing/ok-client.ts';
import type { Emulator } from '../../start.ts';

const uploaded = async (emulator: Emulator, count = 1, given: Record<string, string> = {}) => {
  const reserved = await reserve(emulator, count, given);
  const answer = await upload(
    reserved,
    reserved.photo_ids.map((_, place) => png(40 + place, 40)),
  );
  return { reserved, entries: entriesOf(reserved, answer.photos) };
};

const entriesOf = (reserved: Reserved, photos: Record<string, { token: string }>) =>
  reserved.photo_ids.map((photo_id) => ({ photo_id, token: photos[photo_id]!.token, comment: 'Дача, июль' }));

test('one photo is committed by single parameters and becomes visible with its caption', async () => {
  await withEmulator(async (emulator) => {
    const aid = await call(emulator, 'photos.createAlbum', { title: 'Дача' });
    const { entries } = await uploaded(emulator, 1, { aid });
    expect((await call(emulator, 'photos.getPhotos', { aid })).photos).toEqual([]);
    const answer = await call(emulator, 'photosV2.commit', entries[0]);
    expect(answer).toEqual({
      photos: [
        { photo_id: entries[0]!.photo_id, status: 'SUCCESS', assigned_photo_id: expect.stringMatching(/^\d{12}$/) },
      ],
      aid,
    });
    const [photo] = (await call(emulator, 'photos.getPhotos', { aid })).photos;
    expect(photo).toMatchObject({
      id: answer.photos[0].assigned_photo_id,
      text: 'Дача, июль',
      standard_width: 40,
      standard_height: 40,
    });
  });
});

test('many photos are committed by one list, each with its own status', async () => {
  await withEmulator(async (emulator) => {
    const { entries, reserved } = await uploaded(emulator, 2);
    const empty = await reserve(emulator);
    const answer = await commit(emulator, [
      entries[0]!,
      { ...entries[1]!, token: 'wrong' },
      { photo_id: 'unknown', token: 'x' },
      { photo_id: empty.photo_ids[0]!, token: 'x' },
    ]);
    expect(answer.photos.map((photo: { status: string }) => photo.status)).toEqual([
      'SUCCESS',
      'INVALID_TOKEN',
      'NOT_FOUND',
      'NOT_UPLOADED',
    ]);
    expect(answer.aid).toBeUndefined();
    expect(emulator.ledger().photos.map((photo) => photo.photoId)).toEqual([reserved.photo_ids[0]]);
  });
});

test('when switched, a bad entry refuses the whole commit and publishes nothing', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ badCommit: 'error' });
    const { entries } = await uploaded(emulator, 2);
    expect((await commit(emulator, [entries[0]!, { photo_id: 'unknown', token: 'x' }])).error_code).toBe(121);
    expect(emulator.ledger().photos).toEqual([]);
  });
});

test('a repeated commit answers the same id again', async () => {
  await withEmulator(async (emulator) => {
    const { entries } = await uploaded(emulator, 2);
    const first = await commit(emulator, entries);
    expect(await commit(emulator, entries)).toEqual(first);
    expect(emulator.ledger().summary).toMatchObject({ photos: 2, idsCommittedTwice: 0 });
  });
});

test('a repeated commit may be an error: a status, or an envelope', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ repeatedCommit: 'error' });
    const { entries } = await uploaded(emulator);
    await commit(emulator, entries);
    expect((await commit(emulator, entries)).photos[0]).toEqual({
      photo_id: entries[0]!.photo_id,
      status: 'ALREADY_COMMITTED',
    });
    emulator.set({ badCommit: 'error' });
    expect((await commit(emulator, entries)).error_code).toBe(121);
    expect(emulator.ledger().summary.photos).toBe(1);
  });
});

test('a repeated commit may make a duplicate, and the ledger says so', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ repeatedCommit: 'duplicate' });
    const { entries } = await uploaded(emulator);
    const first = await commit(emulator, entries);
    const second = await commit(emulator, entries);
    expect(second.photos[0].assigned_photo_id).not.toBe(first.photos[0].assigned_photo_id);
    expect(emulator.ledger().summary).toMatchObject({ photos: 2, idsCommittedTwice: 1, contentsTwiceInAlbum: 1 });
  });
});

test('an album deleted between reserve and commit is error 120, and an expired id is told', async () => {
  await withEmulator(async (emulator) => {
    const aid = await call(emulator, 'photos.createAlbum', { title: 'Дача' });
    const { entries } = await uploaded(emulator, 1, { aid });
    await fetch(`${emulator.address}__emulator/albums/delete`, { method: 'POST', body: JSON.stringify({ aid }) });
    expect((await commit(emulator, entries)).error_code).toBe(120);
    const later = await uploaded(emulator);
    emulator.set({ clockOffsetMs: 86_400_001 });
    expect((await commit(emulator, later.entries)).photos[0].status).toBe('EXPIRED');
  });
});

test('a caption with a censored word is not published', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ censoredWords: ['июль'] });
    const { entries } = await uploaded(emulator);
    expect((await commit(emulator, entries)).photos[0].status).toBe('CENSOR_MATCH');
    emulator.set({ badCommit: 'error' });
    expect((await commit(emulator, entries)).error_code).toBe(454);
  });
});

test('a list that is no list is refused as a whole', async () => {
  await withEmulator(async (emulator) => {
    for (const photos of ['{', '{}', '[]', '[1]', '[{"photo_id":"x"}]']) {
      expect((await call(emulator, 'photosV2.commit', { photos })).error_code).toBe(100);
    }
    expect((await call(emulator, 'photosV2.commit')).error_code).toBe(100);
  });
});

test('an id that was committed takes no more bytes, and a full album no more photos', async () => {
  await withEmulator(async (emulator) => {
    const { reserved, entries } = await uploaded(emulator);
    await commit(emulator, entries);
    expect((await upload(reserved, [png(40, 40)])).error_code).toBe(121);
    emulator.set({ maxPhotosInAlbum: 2 });
    await publish(emulator, [png(60, 60)]);
    expect((await call(emulator, 'photosV2.getUploadUrl')).error_code).toBe(26);
  });
});
