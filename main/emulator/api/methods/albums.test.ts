// Albums, lists and single photos, over real HTTP.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { jpeg, png } from '../../testing/made-images.ts';
import { call, publish, withEmulator } from '../../testing/ok-client.ts';
import type { Emulator } from '../../start.ts';

test('an album is created, edited and listed', async () => {
  await withEmulator(async (emulator) => {
    const aid = await call(emulator, 'photos.createAlbum', { title: 'Дача', type: 'FRIENDS' });
    expect(aid).toMatch(/^\d{12}$/);
    expect(await call(emulator, 'photos.editAlbum', { aid, title: 'Дача летом', type: 'PRIVATE' })).toBe(true);
    const { albums, hasMore } = await call(emulator, 'photos.getAlbums', { count: '100' });
    expect(hasMore).toBe(false);
    expect(albums).toEqual([
      {
        aid,
        title: 'Дача летом',
        type: 'PRIVATE',
        photos_count: 0,
        created: new Date().toISOString().slice(0, 10),
        user_id: emulator.uid,
      },
    ]);
  });
});

test('wrong albums are refused with their own codes', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ groups: [{ gid: '55', name: 'Клуб', status: 'ADMIN', access: 'OPEN' }], censoredWords: ['спам'] });
    const code = async (method: string, given: Record<string, string>) =>
      (await call(emulator, method, given)).error_code as number;
    const mine = await call(emulator, 'photos.createAlbum', { title: 'мой' });
    const groups = await call(emulator, 'photos.createAlbum', { title: 'группы', gid: '55' });
    expect(await code('photos.createAlbum', {})).toBe(100);
    expect(await code('photos.createAlbum', { title: 'x', type: 'SECRET' })).toBe(100);
    expect(await code('photos.createAlbum', { title: 'Спам и реклама' })).toBe(454);
    expect(await code('photos.editAlbum', { aid: mine })).toBe(100);
    expect(await code('photos.editAlbum', { title: 'x', aid: '1' })).toBe(120);
    expect(await code('photos.getPhotos', { aid: groups })).toBe(512);
    expect(await code('photos.getPhotos', { aid: mine, gid: '55' })).toBe(513);
    expect(await code('photos.getAlbums', { uid: '1' })).toBe(110);
    expect((await call(emulator, 'photos.getAlbums', { gid: '55' })).albums).toMatchObject([
      { aid: groups, group_id: '55' },
    ]);
  });
});

async function walk(
  emulator: Emulator,
  method: string,
  names: [string, string],
  key: string,
  id: string,
  given: Record<string, string>,
) {
  const seen: string[] = [];
  const pages: number[] = [];
  for (let anchor = ''; ;) {
    const page = await call(emulator, method, {
      ...given,
      ...(anchor === '' ? {} : { [names[0]]: anchor, [names[1]]: 'FORWARD' }),
    });
    pages.push(page[key].length);
    seen.push(...page[key].map((item: Record<string, string>) => item[id]));
    if (page.hasMore !== true || page[key].length === 0) return { seen, pages, last: page };
    anchor = page[names[0]];
  }
}

test('albums page under pagingAnchor and photos under anchor, newest first, nothing twice and nothing missing', async () => {
  await withEmulator(async (emulator) => {
    const aids: string[] = [];
    for (let n = 0; n < 7; n += 1) aids.unshift(await call(emulator, 'photos.createAlbum', { title: `Альбом ${n}` }));
    const albums = await walk(emulator, 'photos.getAlbums', ['pagingAnchor', 'pagingDirection'], 'albums', 'aid', {
      count: '3',
      detectTotalCount: 'true',
    });
    expect(albums).toMatchObject({ seen: aids, pages: [3, 3, 1] });
    expect(albums.last).toMatchObject({ hasMore: false, totalCount: 7, pagingAnchor: expect.any(String) });

    const given = { aid: aids[0]!, count: '2' };
    const ids = await publish(
      emulator,
      [1, 2, 3, 4, 5].map((n) => png(40 + n, 40)),
      { aid: aids[0]! },
    );
    const photos = await walk(emulator, 'photos.getPhotos', ['anchor', 'direction'], 'photos', 'id', given);
    expect(photos).toMatchObject({ seen: ids.toReversed(), pages: [2, 2, 1] });
    const wrongName = await call(emulator, 'photos.getPhotos', { ...given, pagingAnchor: photos.last.anchor });
    expect(wrongName.photos[0].id).toBe(ids.at(-1));
    expect((await call(emulator, 'photos.getPhotos', { ...given, anchor: '???' })).error_code).toBe(100);
    expect((await call(emulator, 'photos.getPhotos', { ...given, count: '101' })).error_code).toBe(100);
  });
});

test('a page backward from an anchor holds what came before it', async () => {
  await withEmulator(async (emulator) => {
    const ids = (
      await publish(
        emulator,
        [1, 2, 3, 4].map((n) => png(40 + n, 40)),
      )
    ).toReversed();
    const first = await call(emulator, 'photos.getPhotos', { count: '2' });
    const second = await call(emulator, 'photos.getPhotos', { count: '1', anchor: first.anchor });
    const back = await call(emulator, 'photos.getPhotos', { count: '2', anchor: second.anchor, direction: 'BACKWARD' });
    expect(back.photos.map((photo: { id: string }) => photo.id)).toEqual([ids[0], ids[1]]);
  });
});

test('anchors stay right while photos arrive and go', async () => {
  await withEmulator(async (emulator) => {
    const ids = (
      await publish(
        emulator,
        [1, 2, 3, 4].map((n) => png(40 + n, 40)),
      )
    ).toReversed();
    const first = await call(emulator, 'photos.getPhotos', { count: '2' });
    await call(emulator, 'photos.deletePhoto', { photo_id: ids[1]! });
    await publish(emulator, [png(90, 90)]);
    const rest = await call(emulator, 'photos.getPhotos', { count: '10', anchor: first.anchor });
    expect(rest.photos.map((photo: { id: string }) => photo.id)).toEqual([ids[2], ids[3]]);
  });
});

test('the end of a list can be switched: no anchor on the last page, or an empty page after it; oldest first', async () => {
  await withEmulator(async (emulator) => {
    const ids = await publish(emulator, [png(40, 40), png(41, 40)]);
    emulator.set({ anchorOnLastPage: false, listOrder: 'oldest-first' });
    const last = await call(emulator, 'photos.getPhotos', { count: '10' });
    expect(last.anchor).toBeUndefined();
    expect(last.photos.map((photo: { id: string }) => photo.id)).toEqual(ids);
    emulator.set({ emptyLastPage: true });
    expect(
      (await walk(emulator, 'photos.getPhotos', ['anchor', 'direction'], 'photos', 'id', { count: '2' })).pages,
    ).toEqual([2, 0]);
  });
});

test('photos are looked up, captioned and deleted one by one', async () => {
  await withEmulator(async (emulator) => {
    const [one, two] = (await publish(emulator, [png(40, 40), png(41, 40)])) as [string, string];
    expect(
      (await call(emulator, 'photos.getInfo', { photo_ids: `${two},1,${one}` })).photos.map(
        (photo: { id: string }) => photo.id,
      ),
    ).toEqual([two, one]);
    expect(await call(emulator, 'photos.editPhoto', { photo_id: one, description: 'Новая подпись' })).toBe(true);
    expect((await call(emulator, 'photos.getPhotoInfo', { photo_id: one })).photo.text).toBe('Новая подпись');
    emulator.set({ writeAnswer: 'object' });
    expect(await call(emulator, 'photos.deletePhoto', { photo_id: one })).toEqual({ success: true });
    expect((await call(emulator, 'photos.getPhotoInfo', { photo_id: one })).error_code).toBe(121);
    expect((await call(emulator, 'photos.deletePhoto', { photo_id: one })).error_code).toBe(121);
    expect(
      (await call(emulator, 'photos.getInfo', { photo_ids: Array.from({ length: 101 }, () => '1').join() })).error_code,
    ).toBe(100);
    expect(emulator.ledger().summary.photos).toBe(1);
  });
});

test('the addresses of a photo serve exactly the bytes that were received', async () => {
  await withEmulator(async (emulator) => {
    const bytes = jpeg(64, 48);
    await publish(emulator, [bytes]);
    const { photos } = await call(emulator, 'photos.getPhotos');
    for (const key of ['pic50x50', 'pic128x128', 'pic640x480', 'pic_max']) {
      const answer = await fetch(photos[0][key]);
      expect(answer.headers.get('content-type')).toBe('image/jpeg');
      const hash = createHash('sha256')
        .update(Buffer.from(await answer.arrayBuffer()))
        .digest('hex');
      expect(hash).toBe(emulator.ledger().photos[0]!.sha256);
    }
  });
});

test('fields keep what is asked for, and the id', async () => {
  await withEmulator(async (emulator) => {
    const [id] = await publish(emulator, [png(40, 40)]);
    expect((await call(emulator, 'photos.getPhotos', { fields: 'photo.text,photo.created_ms' })).photos).toEqual([
      { id, text: '', created_ms: expect.any(Number) },
    ]);
    expect(
      Object.keys((await call(emulator, 'photos.getPhotos', { fields: 'photo.*' })).photos[0]).length,
    ).toBeGreaterThan(8);
  });
});

test('the reported size can follow the orientation and be scaled down', async () => {
  await withEmulator(async (emulator) => {
    await publish(emulator, [jpeg(400, 200, 6)]);
    const size = async () => {
      const [photo] = (await call(emulator, 'photos.getPhotos')).photos;
      return [photo.standard_width, photo.standard_height];
    };
    expect(await size()).toEqual([400, 200]);
    emulator.set({ applyOrientation: true });
    expect(await size()).toEqual([200, 400]);
    emulator.set({ standardSide: 100 });
    expect(await size()).toEqual([50, 100]);
  });
});
