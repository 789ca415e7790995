// The pages for a person, over real HTTP.
import { expect, test } from 'vitest';
import { png } from '../testing/made-images.ts';
import { call, publish, withEmulator } from '../testing/ok-client.ts';
import { pageTexts } from './texts.ts';

test('the first page shows the person, the albums and the photos, with everything escaped', async () => {
  await withEmulator(async (emulator) => {
    expect(await (await fetch(emulator.address)).text()).toContain('Здесь пока ничего нет');
    const aid = await call(emulator, 'photos.createAlbum', { title: 'Дача <script>alert(1)</script>' });
    const [id] = await publish(emulator, [png(40, 40)], { aid });
    await publish(emulator, [png(41, 40)]);
    await call(emulator, 'photos.editPhoto', { photo_id: id!, description: '"><img src=x>' });
    const answer = await fetch(emulator.address);
    const html = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('Анна Соколова');
    expect(html).toContain('Личные фото');
    expect(html).toContain('Дача &lt;script&gt;');
    expect(html).toContain(`src="/photo/${id}"`);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img src=x');
  });
});

test('albums and photos have pages of their own, and what is gone has none', async () => {
  await withEmulator(async (emulator) => {
    const aid = await call(emulator, 'photos.createAlbum', { title: 'Дача', description: 'Лето' });
    const [id] = await publish(emulator, [png(40, 30)], { aid });
    const album = await (await fetch(`${emulator.address}album/${aid}?skip=0`)).text();
    expect(album).toContain('Лето');
    expect(album).toContain(`/photo/${id}/view`);
    const photo = await (await fetch(`${emulator.address}photo/${id}/view`)).text();
    expect(photo).toContain('40 × 30');
    expect(photo).toContain(emulator.ledger().photos[0]!.sha256);
    expect((await fetch(`${emulator.address}album/personal`)).status).toBe(200);
    for (const path of [
      'profile/1',
      'profile/1/photos',
      `profile/1/album/${aid}`,
      `profile/1/album/${aid}/${id}`,
      `profile/1/pphotos/${id}`,
    ])
      expect((await fetch(emulator.address + path)).status).toBe(200);
    await call(emulator, 'photos.deletePhoto', { photo_id: id! });
    for (const path of ['album/1', `photo/${id}`, `photo/${id}/view`, 'nowhere']) {
      const answer = await fetch(emulator.address + path);
      expect([path, answer.status]).toEqual([path, 404]);
      await answer.text();
    }
  });
});

test('pages speak the browser’s language, to the last word', async () => {
  await withEmulator(async (emulator) => {
    const ask = async (path: string, language: string): Promise<string> =>
      (await fetch(emulator.address + path, { headers: { 'accept-language': language } })).text();
    expect(await ask('', 'en')).toContain('Nothing here yet');
    const aid = await call(emulator, 'photos.createAlbum', { title: 'Lake', type: 'friends' });
    const [id] = await publish(emulator, [png(40, 30)], { aid });
    await publish(emulator, [png(41, 30)]);
    const paths = ['', `album/${aid}`, 'album/personal', `photo/${id}/view`, `profile/1/album/${aid}`];
    for (const path of paths) {
      const english = await ask(path, 'de,en-GB;q=0.8,ru;q=0.3');
      expect(english).toContain('<html lang="en">');
      expect(english.replace('Анна Соколова', '')).not.toMatch(/[а-я]/iu);
      const russian = await ask(path, 'ru-RU,ru;q=0.9,en;q=0.8');
      expect(russian).toContain('<html lang="ru">');
      expect(russian.replace(/<style>.*<\/style>/su, '')).not.toMatch(/photos|album<|bytes/u);
    }
    expect(await ask('', 'en')).toContain('2 photos');
    expect(await ask(`album/${aid}`, 'en')).toContain('1 photo · friends can see it');
  });
});

test.each([
  [undefined, 'ru'],
  ['*', 'ru'],
  ['', 'ru'],
  ['uk,en;q=0.5', 'ru'],
  ['en;q=0.5,ru;q=0.4', 'en'],
  ['en;q=0,ru', 'ru'],
  ['fr-FR', 'en'],
  [';;;q=x,,', 'ru'],
])('a browser that asks for %o is answered in %s', (accepted, language) => {
  expect(pageTexts(accepted).language).toBe(language);
});
