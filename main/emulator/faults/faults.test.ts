// Faults on demand, over real HTTP: what the client sees, and what the ledger says was really done.
import { expect, test } from 'vitest';
import { request } from 'undici';
import type { Emulator } from '../start.ts';
import { png } from '../testing/made-images.ts';
import { call, commit, reserve, send, sendFiles, upload, uploadUrl, form, withEmulator } from '../testing/ok-client.ts';

const lastCall = (emulator: Emulator) => emulator.ledger().calls.at(-1)!;

test('a fault happens once, n times, after some calls, or until it is taken away, and to its method only', async () => {
  await withEmulator(async (emulator) => {
    const codes = async (times: number) => {
      const seen: unknown[] = [];
      for (let n = 0; n < times; n += 1) seen.push((await call(emulator, 'photos.getAlbums')).error_code ?? 'ok');
      return seen;
    };
    emulator.fail({ method: 'photos.getAlbums', code: 2 });
    expect((await call(emulator, 'users.getLoggedInUser')).error_code).toBeUndefined();
    expect(await codes(2)).toEqual([2, 'ok']);
    emulator.fail({ method: 'photos.getAlbums', code: 9999, times: 2, skip: 1 });
    expect(await codes(4)).toEqual(['ok', 9999, 9999, 'ok']);
    emulator.fail({ method: '*', code: 8, times: null });
    expect(await codes(3)).toEqual([8, 8, 8]);
    emulator.clearFaults();
    expect(await codes(1)).toEqual(['ok']);
  });
});

test('chances follow the seed: the same seed gives the same calls', async () => {
  await withEmulator(async (emulator) => {
    const run = async () => {
      emulator.set({ seed: 42 });
      emulator.clearFaults();
      emulator.fail({ method: 'users.getLoggedInUser', code: 2, times: null, probability: 0.5 });
      const hits: boolean[] = [];
      for (let n = 0; n < 24; n += 1) hits.push(typeof (await call(emulator, 'users.getLoggedInUser')) === 'object');
      return hits;
    };
    const first = await run();
    expect(await run()).toEqual(first);
    expect(new Set(first).size).toBe(2);
  });
});

test('an error code carries its own text, data and header', async () => {
  await withEmulator(async (emulator) => {
    emulator.fail({ method: 'photos.getAlbums', code: 10, text: 'no', data: 'VALUABLE_ACCESS' });
    const answer = await send(emulator, 'photos.getAlbums');
    expect([answer.status, answer.headers.get('invocation-error')]).toEqual([200, '10']);
    expect(await answer.json()).toEqual({
      error_code: 10,
      error_msg: 'PERMISSION_DENIED : no',
      error_data: 'VALUABLE_ACCESS',
    });
  });
});

test('HTTP statuses come with HTML, and 429 with Retry-After', async () => {
  await withEmulator(async (emulator) => {
    emulator.fail(
      { method: 'photos.getAlbums', httpStatus: 502 },
      { method: 'photos.getAlbums', httpStatus: 429, retryAfterSeconds: 7 },
    );
    const first = await send(emulator, 'photos.getAlbums');
    expect([first.status, first.headers.get('content-type')]).toEqual([502, 'text/html']);
    expect(await first.text()).toContain('502 Bad Gateway');
    const second = await send(emulator, 'photos.getAlbums');
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '7']);
  });
});

test('answers can be truncated, null, empty, HTML, of wrong types, or huge', async () => {
  await withEmulator(async (emulator) => {
    const text = async (answer: 'truncated' | 'null' | 'empty' | 'html' | 'wrong-types') => {
      emulator.fail({ method: 'photos.getAlbums', answer });
      return (await send(emulator, 'photos.getAlbums')).text();
    };
    const cut = await text('truncated');
    expect(cut.startsWith('{"albums"')).toBe(true);
    expect(() => JSON.parse(cut) as unknown).toThrow('JSON');
    expect(await text('null')).toBe('null');
    expect(await text('empty')).toBe('');
    expect(await text('html')).toContain('<html>');
    expect(JSON.parse(await text('wrong-types'))).toEqual({ albums: { items: 0 }, hasMore: 'perhaps' });
    emulator.fail({ method: 'photos.getAlbums', answer: 'huge', answerBytes: 3_000_000 });
    expect(await (await send(emulator, 'photos.getAlbums')).json()).toHaveProperty('padding.length', 3_000_000 - 14);
  });
});

test('a huge answer of 100 MB is streamed, and stops when the client has had enough', async () => {
  await withEmulator(async (emulator) => {
    emulator.fail({ method: 'image', answer: 'huge' }, { method: 'photos.getAlbums', answer: 'huge' });
    const { body } = await request(`${emulator.address}fb.do?method=photos.getAlbums`);
    let bytes = 0;
    for await (const chunk of body) {
      bytes += (chunk as Buffer).length;
      if (bytes > 1_000_000) break;
    }
    expect(await call(emulator, 'users.getLoggedInUser')).toBe(emulator.uid);
  });
});

test('a corrupted answer does the work only when it must or is told to', async () => {
  await withEmulator(async (emulator) => {
    const albums = () => emulator.ledger().albums.length;
    emulator.fail({ method: 'photos.createAlbum', httpStatus: 502 });
    await send(emulator, 'photos.createAlbum', { title: 'a' });
    expect([albums(), lastCall(emulator)]).toMatchObject([0, { outcome: 'http 502', worked: false }]);
    emulator.fail({ method: 'photos.createAlbum', httpStatus: 502, worked: true });
    await send(emulator, 'photos.createAlbum', { title: 'a' });
    expect([albums(), lastCall(emulator)]).toMatchObject([1, { outcome: 'http 502', worked: true }]);
    emulator.fail({ method: 'photos.createAlbum', answer: 'truncated' });
    await send(emulator, 'photos.createAlbum', { title: 'b' });
    expect(albums()).toBe(2);
  });
});

test('a connection cut before anything is done leaves nothing', async () => {
  await withEmulator(async (emulator) => {
    emulator.fail({ method: 'photos.createAlbum', cut: 'before' });
    await expect(send(emulator, 'photos.createAlbum', { title: 'a' })).rejects.toThrow('fetch failed');
    expect(emulator.ledger().albums).toEqual([]);
    const reserved = await reserve(emulator);
    emulator.fail({ method: 'upload', cut: 'before' });
    await expect(sendFiles(reserved, [png(40, 40)])).rejects.toThrow('fetch failed');
    expect(lastCall(emulator)).toMatchObject({ method: 'upload', outcome: 'cut before', worked: false, bytesIn: 0 });
    expect(emulator.ledger().reservations[0]!.state).toBe('reserved');
  });
});

test('a connection cut within the body leaves nothing, at half of it or at a given byte', async () => {
  await withEmulator(async (emulator) => {
    const reserved = await reserve(emulator);
    const big = Buffer.concat([png(40, 40), Buffer.alloc(3_000_000)]);
    for (const cutAtBytes of [undefined, 1000]) {
      emulator.fail({ method: 'upload', cut: 'within', ...(cutAtBytes === undefined ? {} : { cutAtBytes }) });
      await expect(sendFiles(reserved, [big])).rejects.toThrow('fetch failed');
      expect(lastCall(emulator)).toMatchObject({ outcome: 'cut within', worked: false });
      expect(lastCall(emulator).bytesIn).toBeLessThan(cutAtBytes === undefined ? 2_000_000 : 500_000);
    }
    expect(emulator.ledger().reservations[0]).toMatchObject({ state: 'reserved', uploads: 0 });
    expect((await upload(reserved, [big])).photos).toBeDefined();
  });
});

test('a connection cut after the work is stored shows nothing to the client and everything in the ledger', async () => {
  await withEmulator(async (emulator) => {
    const reserved = await reserve(emulator);
    emulator.fail({ method: 'upload', cut: 'after-stored' });
    await expect(sendFiles(reserved, [png(40, 40)])).rejects.toThrow('fetch failed');
    expect(emulator.ledger().reservations[0]!.state).toBe('uploaded');
    const photo_id = reserved.photo_ids[0]!;
    const { token } = (await upload(reserved, [png(40, 40)])).photos[photo_id];
    emulator.fail({ method: 'photosV2.commit', cut: 'after-stored' });
    await expect(commit(emulator, [{ photo_id, token }])).rejects.toThrow('fetch failed');
    expect(emulator.ledger().photos).toHaveLength(1);
    expect(lastCall(emulator)).toMatchObject({ outcome: 'cut after-stored', worked: true, photoIds: [photo_id] });
    expect((await commit(emulator, [{ photo_id, token }])).photos[0].assigned_photo_id).toBe(
      emulator.ledger().photos[0]!.assignedId,
    );
  });
});

test('an answer can break off in its middle', async () => {
  await withEmulator(async (emulator) => {
    emulator.fail({ method: 'photos.createAlbum', cut: 'within-answer' });
    const answer = await send(emulator, 'photos.createAlbum', { title: 'a' });
    await expect(answer.text()).rejects.toThrow('terminated');
    expect(emulator.ledger().albums).toHaveLength(1);
  });
});

test('latency and bandwidth slow a call down, and several faults of timing add up', async () => {
  await withEmulator(async (emulator) => {
    const msOf = async (work: () => Promise<unknown>) => {
      await work();
      return lastCall(emulator).ms;
    };
    emulator.fail({ method: '*', latencyMs: 60 }, { method: 'users.getLoggedInUser', latencyMs: 60 });
    // A timer may fire a little early; no upper bound is checked.
    expect(await msOf(() => call(emulator, 'users.getLoggedInUser'))).toBeGreaterThan(110);
    const reserved = await reserve(emulator);
    emulator.fail({ method: 'upload', bandwidthIn: 100_000 });
    const body = Buffer.concat([png(40, 40), Buffer.alloc(30_000)]);
    expect(await msOf(() => upload(reserved, [body]))).toBeGreaterThan(150);
    emulator.fail({ method: 'image', bandwidthOut: 1_000_000, code: 2 });
    emulator.set({ bandwidthOut: 2000 });
    const started = performance.now();
    expect(await (await send(emulator, 'users.getCurrentUser')).json()).toHaveProperty('uid');
    expect(performance.now() - started).toBeGreaterThan(40);
  });
});

test('single photos of a commit can be given another status and are then not published', async () => {
  await withEmulator(async (emulator) => {
    const reserved = await reserve(emulator, 3);
    const { photos } = await upload(reserved, [png(40, 40), png(41, 40), png(42, 40)]);
    const entries = reserved.photo_ids.map((photo_id) => ({ photo_id, token: photos[photo_id].token as string }));
    emulator.fail({ method: 'photosV2.commit', photoStatus: 'FAILED', photoIndex: 1 });
    const statuses = (await commit(emulator, entries)).photos.map((photo: { status: string }) => photo.status);
    expect(statuses).toEqual(['SUCCESS', 'FAILED', 'SUCCESS']);
    emulator.fail({ method: 'photosV2.commit', photoStatus: 'FAILED' });
    expect((await commit(emulator, [entries[1]!])).photos[0].status).toBe('FAILED');
    expect(emulator.ledger().photos).toHaveLength(2);
  });
});

test('a method named in the body only suffers its faults too', async () => {
  await withEmulator(async (emulator) => {
    for (const cut of ['before', 'within', 'after-stored'] as const) {
      emulator.fail({ method: 'photos.createAlbum', cut });
      await expect(send(emulator, 'photos.createAlbum', { title: cut })).rejects.toThrow('fetch failed');
    }
    expect(emulator.ledger().albums.map((album) => album.title)).toEqual(['after-stored']);
  });
});

test('a fault of the upload address comes after the body was read, as from a real front server', async () => {
  await withEmulator(async (emulator) => {
    const reserved = await reserve(emulator);
    emulator.fail({ method: 'upload', httpStatus: 502 });
    const bytes = Buffer.concat([png(40, 40), Buffer.alloc(2_000_000)]);
    const answer = await fetch(uploadUrl(reserved), { method: 'POST', body: form(bytes) });
    expect(answer.status).toBe(502);
    await answer.text();
    expect(lastCall(emulator).bytesIn).toBeGreaterThan(2_000_000);
  });
});
