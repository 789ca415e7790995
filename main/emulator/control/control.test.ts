// The control API, over real HTTP.
import { expect, test } from 'vitest';
import { png } from '../testing/made-images.ts';
import { call, publish, withEmulator } from '../testing/ok-client.ts';

const order = async (address: string, path: string, body: unknown, method = 'POST') => {
  const answer = await fetch(`${address}__emulator/${path}`, {
    method,
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

test('the ledger tells photos, reservations, albums and calls, as a whole or in parts', async () => {
  await withEmulator(async (emulator) => {
    const aid = await call(emulator, 'photos.createAlbum', { title: 'Дача' });
    const [assignedId] = await publish(emulator, [png(40, 30)], { aid });
    const ledger = (await (await fetch(`${emulator.address}__emulator/ledger`)).json()) as Record<string, unknown>;
    expect(ledger).toEqual(JSON.parse(JSON.stringify(emulator.ledger())));
    expect(ledger['photos']).toMatchObject([
      { assignedId, albumId: aid, width: 40, height: 30, format: 'png', fileName: 'photo 1.jpg' },
    ]);
    expect(ledger['calls']).toMatchObject([
      { n: 1, method: 'photos.createAlbum', outcome: 'ok' },
      { n: 2, method: 'photosV2.getUploadUrl', outcome: 'ok' },
      { n: 3, method: 'upload', outcome: 'ok' },
      { n: 4, method: 'photosV2.commit', outcome: 'ok' },
    ]);
    const part = await (await fetch(`${emulator.address}__emulator/ledger?only=summary,albums`)).json();
    expect(Object.keys(part as object)).toEqual(['summary', 'albums']);
    const text = JSON.stringify(ledger);
    for (const secret of [emulator.accessToken, emulator.sessionSecretKey, 'token":'])
      expect(text).not.toContain(secret);
  });
});

test('switches are read, set in parts, and refused when unknown or wrong', async () => {
  await withEmulator(async ({ address }) => {
    const set = await order(address, 'switches', { limits: { maxBytes: 5 }, repeatedCommit: 'duplicate' });
    expect(set.body).toMatchObject({ repeatedCommit: 'duplicate', limits: { maxBytes: 5, minSide: 16 } });
    expect((await order(address, 'switches', null, 'GET')).body).toEqual(set.body);
    for (const wrong of [{ nothing: 1 }, { repeatedCommit: 'perhaps' }, { limits: { maxBytes: -1 } }, [1]]) {
      expect((await order(address, 'switches', wrong)).status).toBe(400);
    }
    expect((await fetch(`${address}__emulator/switches`, { method: 'POST', body: '{' })).status).toBe(400);
  });
});

test('faults are added, listed and removed', async () => {
  await withEmulator(async (emulator) => {
    const { address } = emulator;
    await order(address, 'faults', [
      { method: 'upload', cut: 'before' },
      { method: 'photos.getAlbums', code: 2, times: 5 },
    ]);
    await call(emulator, 'photos.getAlbums');
    expect((await order(address, 'faults', null, 'GET')).body).toMatchObject([
      { id: 1, seen: 0, met: 0 },
      { id: 2, seen: 1, met: 1, order: { code: 2, times: 5 } },
    ]);
    expect((await order(address, 'faults/1', null, 'DELETE')).body).toMatchObject([{ id: 2 }]);
    expect((await order(address, 'faults', null, 'DELETE')).body).toEqual([]);
    expect((await call(emulator, 'photos.getAlbums')).albums).toEqual([]);
    for (const wrong of [{ code: 2 }, { method: 'upload', code: 2, cut: 'before' }, { method: 'x', probability: 2 }]) {
      expect((await order(address, 'faults', wrong)).status).toBe(400);
    }
  });
});

test('tokens are killed and revived, and photos and albums removed as by the person on the site', async () => {
  await withEmulator(async (emulator) => {
    const { address } = emulator;
    expect((await order(address, 'token', { action: 'kill', code: 102 })).body).toEqual({ tokens: 1 });
    expect((await call(emulator, 'photos.getAlbums')).error_code).toBe(102);
    await order(address, 'token', { action: 'revive' });
    const aid = await call(emulator, 'photos.createAlbum', { title: 'a' });
    const [assignedId] = await publish(emulator, [png(40, 40)]);
    expect((await order(address, 'albums/delete', { aid })).body).toEqual({ deleted: true });
    expect((await order(address, 'albums/delete', { aid })).body).toEqual({ deleted: false });
    expect((await order(address, 'photos/delete', { assignedId })).body).toEqual({ deleted: true });
    expect((await call(emulator, 'photos.getAlbums')).albums).toEqual([]);
    expect((await call(emulator, 'photos.getPhotos')).photos).toEqual([]);
    expect(emulator.ledger().photos[0]!.deleted).toBe(true);
  });
});

test('the received bytes can be fetched, and reset forgets everything', async () => {
  await withEmulator(async (emulator) => {
    const [id] = await publish(emulator, [png(40, 40)]);
    const bytes = await fetch(`${emulator.address}__emulator/photos/${id}/bytes`);
    expect(Buffer.from(await bytes.arrayBuffer())).toEqual(png(40, 40));
    await order(emulator.address, 'switches', { repeatedCommit: 'error' });
    await order(emulator.address, 'faults', { method: '*', code: 2 });
    await order(emulator.address, 'reset', {});
    expect(emulator.ledger()).toMatchObject({ photos: [], reservations: [], calls: [], albums: [] });
    expect(emulator.set({}).repeatedCommit).toBe('same');
    expect(await call(emulator, 'users.getLoggedInUser')).toBe(emulator.uid);
    expect((await fetch(`${emulator.address}__emulator/photos/${id}/bytes`)).status).toBe(404);
  });
});

test('web pages of other origins cannot give orders', async () => {
  await withEmulator(async ({ address }) => {
    const answer = await fetch(`${address}__emulator/reset`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.status).toBe(403);
  });
});

test('without keepBytes photos are hashed and published, but not shown', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ keepBytes: false });
    const [id] = await publish(emulator, [png(40, 40)]);
    expect(emulator.ledger().photos[0]).toMatchObject({ assignedId: id, bytes: png(40, 40).length, width: 40 });
    expect((await fetch(`${emulator.address}photo/${id}`)).status).toBe(404);
    expect(await (await fetch(`${emulator.address}photo/${id}/view`)).text()).toContain('не сохранялись');
  });
});
