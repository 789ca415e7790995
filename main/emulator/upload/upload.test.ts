// Reserving and uploading, over real HTTP.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bmp, gif, heic, jpeg, png, webp } from '../testing/made-images.ts';
import { call, form, reserve, sendFiles, upload, uploadUrl, withEmulator } from '../testing/ok-client.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

test('a reservation gives ids, an address with a filler, and an expiry about a day ahead', async () => {
  await withEmulator(async (emulator) => {
    const reserved = await reserve(emulator, 3);
    expect(reserved.photo_ids).toHaveLength(3);
    for (const id of reserved.photo_ids) expect(id).toMatch(/^[A-Za-z0-9+/]{54}==$/);
    expect(reserved.upload_url.startsWith(`${emulator.address}uploadImage?apiToken=`)).toBe(true);
    expect(reserved.upload_url.endsWith('&photoIds=${photoIds}')).toBe(true);
    expect(reserved.expires_ms! - Date.now()).toBeGreaterThan(86_000_000);
    expect(reserved.ttl_ms).toBe(86_400_000);
    expect(emulator.ledger().reservations.map(({ state }) => state)).toEqual(['reserved', 'reserved', 'reserved']);
  });
});

test('without placeholders the address already carries the ids', async () => {
  await withEmulator(async (emulator) => {
    const reserved = await reserve(emulator, 2, { placeholders: 'false' });
    expect(new URL(reserved.upload_url).searchParams.get('photoIds')).toBe(reserved.photo_ids.join(','));
    const answer = await upload(reserved, [jpeg(40, 40), jpeg(50, 50)]);
    expect(Object.keys(answer.photos)).toEqual(reserved.photo_ids);
  });
});

test('the switches change the form of a reservation: encoded filler, expiry as text, shorter life', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ placeholderForm: 'percent', expiryForm: 'text', reservationMs: 60_000 });
    const reserved = await reserve(emulator);
    expect(reserved.upload_url).toContain('photoIds=%24%7BphotoIds%7D');
    expect(reserved.expires).toMatch(/^\d{4}\.\d\d\.\d\d \d\d:\d\d$/);
    expect(reserved.expires_ms).toBeUndefined();
    expect((await upload(reserved, [jpeg(40, 40)])).photos[reserved.photo_ids[0]!].token).toBeTypeOf('string');
    emulator.set({ clockOffsetMs: 61_000 });
    expect((await upload(reserved, [jpeg(40, 40)])).error_code).toBe(121);
  });
});

test('what cannot be reserved: too many, wrong sizes, too large a size, a wrong album', async () => {
  await withEmulator(async (emulator) => {
    const ask = async (given: Record<string, string>) =>
      (await call(emulator, 'photosV2.getUploadUrl', given)).error_code as number | undefined;
    expect(await ask({ count: '101' })).toBe(100);
    expect(await ask({ count: 'many' })).toBe(100);
    expect(await ask({ count: '3', sizes: '1,2' })).toBe(100);
    expect(await ask({ count: '2', sizes: '[1,2]' })).toBe(100);
    expect(await ask({ count: '2', sizes: '100,50000001' })).toBe(500);
    expect(await ask({ count: '2', sizes: '50000000' })).toBeUndefined();
    expect(await ask({ aid: '1' })).toBe(120);
    expect(await ask({ gid: '1' })).toBe(160);
    emulator.set({ checkSizes: false, largestCount: 2 });
    expect(await ask({ count: '1', sizes: '99999999999' })).toBeUndefined();
    expect(await ask({ count: '3' })).toBe(100);
  });
});

test('files of one body belong to the ids in their order, and the ledger holds their hashes', async () => {
  await withEmulator(async (emulator) => {
    const files = [jpeg(40, 41), png(50, 51), gif(60, 61), webp(70, 71), bmp(80, 81)];
    const reserved = await reserve(emulator, files.length);
    await upload(reserved, files);
    const { reservations } = emulator.ledger();
    expect(reservations.map((one) => one.sha256)).toEqual(files.map(sha256));
    expect(reservations.map((one) => one.state)).toEqual(files.map(() => 'uploaded'));
  });
});

test('ids may be sent in portions, and fewer files than ids leave the rest empty', async () => {
  await withEmulator(async (emulator) => {
    const reserved = await reserve(emulator, 3);
    const [first, second, third] = reserved.photo_ids as [string, string, string];
    expect(Object.keys((await upload(reserved, [png(40, 40)], [third])).photos)).toEqual([third]);
    expect(Object.keys((await upload(reserved, [png(41, 40)], [first, second])).photos)).toEqual([first]);
    expect(emulator.ledger().reservations.map((one) => one.state)).toEqual(['uploaded', 'reserved', 'uploaded']);
  });
});

test('the way parts find their ids can be switched to field names or to the wrong order', async () => {
  await withEmulator(async (emulator) => {
    const [one, two] = [png(40, 40), png(50, 50)];
    emulator.set({ partOrder: 'reversed' });
    const first = await reserve(emulator, 2);
    await upload(first, [one, two]);
    emulator.set({ partOrder: 'field-name' });
    const second = await reserve(emulator, 2);
    const body = new FormData();
    body.append('pic2', new Blob([new Uint8Array(two)]), 'two.png');
    body.append('pic1', new Blob([new Uint8Array(one)]), 'one.png');
    await fetch(uploadUrl(second), { method: 'POST', body });
    const hashes = emulator.ledger().reservations.map((reservation) => reservation.sha256);
    expect(hashes).toEqual([sha256(two), sha256(one), sha256(one), sha256(two)]);
  });
});

test('text parts and field names do not matter', async () => {
  await withEmulator(async (emulator) => {
    const reserved = await reserve(emulator);
    const body = new FormData();
    body.append('comment', 'просто текст');
    body.append('whatever', new Blob([new Uint8Array(png(40, 40))]), 'Имя с пробелом.png');
    const answer = await fetch(uploadUrl(reserved), { method: 'POST', body });
    expect(Object.keys(((await answer.json()) as { photos: object }).photos)).toEqual(reserved.photo_ids);
  });
});

test('each of the six photo errors, and 21, comes with HTTP 200 and its header', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({ limits: { maxBytes: 100_000 } });
    const cases: [number, Buffer[]][] = [
      [500, [Buffer.concat([jpeg(40, 40), Buffer.alloc(100_000)])]],
      [501, [png(15, 40)]],
      [502, [png(16_385, 20)]],
      [503, [Buffer.from('no image, only words and more words')]],
      [503, [heic(40, 40)]],
      [504, [jpeg(40, 40).subarray(0, -2)]],
      [505, [Buffer.alloc(0)]],
      [505, []],
    ];
    for (const [code, files] of cases) {
      const reserved = await reserve(emulator);
      const body = form(...files);
      body.append('note', 'a text part');
      const answer = await fetch(uploadUrl(reserved), { method: 'POST', body });
      expect([answer.status, answer.headers.get('invocation-error')]).toEqual([200, String(code)]);
      expect(await answer.json()).toMatchObject({ error_code: code });
    }
    const reserved = await reserve(emulator);
    const plain = await fetch(uploadUrl(reserved), { method: 'POST', body: new Uint8Array(jpeg(40, 40)) });
    expect(await plain.json()).toMatchObject({ error_code: 21 });
    const unfinished = await fetch(uploadUrl(reserved), {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="pic1"; filename="a.jpg"\r\n\r\nhalf of a fi',
    });
    expect(await unfinished.json()).toMatchObject({ error_code: 21 });
    expect(emulator.ledger().reservations.every((one) => one.state === 'reserved')).toBe(true);
  });
});

test('limits, formats, the status of upload errors and their content type are switches', async () => {
  await withEmulator(async (emulator) => {
    emulator.set({
      limits: { minSide: 100, formats: ['heic'] },
      uploadErrorStatus: 400,
      uploadContentType: 'text/html;charset=utf-8',
    });
    const small = await sendFiles(await reserve(emulator), [heic(99, 200)]);
    expect([small.status, small.headers.get('content-type')]).toEqual([400, 'text/html;charset=utf-8']);
    expect(await small.json()).toMatchObject({ error_code: 501 });
    expect((await upload(await reserve(emulator), [heic(200, 200)])).photos).toBeDefined();
    expect((await upload(await reserve(emulator), [jpeg(200, 200)])).error_code).toBe(503);
  });
});

test('one bad file refuses the whole body, or only itself when switched', async () => {
  await withEmulator(async (emulator) => {
    const files = [png(40, 40), Buffer.from('no image'), png(50, 50)];
    const reserved = await reserve(emulator, 3);
    expect((await upload(reserved, files)).error_code).toBe(503);
    expect(emulator.ledger().reservations.map((one) => one.uploads)).toEqual([0, 0, 0]);
    emulator.set({ partialUpload: 'keep-good' });
    const answer = await upload(reserved, files);
    expect(Object.keys(answer.photos)).toEqual([reserved.photo_ids[0], reserved.photo_ids[2]]);
  });
});

test('bytes sent again to an id replace the first, are ignored, or are an error', async () => {
  await withEmulator(async (emulator) => {
    const [one, two] = [png(40, 40), png(50, 50)];
    const hashAfter = async (mode: 'replace' | 'keep-first' | 'error') => {
      emulator.set({ repeatedUpload: mode });
      const reserved = await reserve(emulator);
      await upload(reserved, [one]);
      const answer = await upload(reserved, [two]);
      return [emulator.ledger().reservations.at(-1)!.sha256, answer.error_code];
    };
    expect(await hashAfter('replace')).toEqual([sha256(two), undefined]);
    expect(await hashAfter('keep-first')).toEqual([sha256(one), undefined]);
    expect(await hashAfter('error')).toEqual([sha256(one), 121]);
  });
});

test('ids that are unknown, of another reservation, given twice or left as the filler are refused', async () => {
  await withEmulator(async (emulator) => {
    const [mine, other] = [await reserve(emulator), await reserve(emulator)];
    const code = async (ids: string[]) => (await upload(mine, [png(40, 40)], ids)).error_code as number;
    expect(await code(['unknown'])).toBe(121);
    expect(await code(other.photo_ids)).toBe(121);
    expect(await code([mine.photo_ids[0]!, mine.photo_ids[0]!])).toBe(100);
    expect(await code([])).toBe(100);
    const filler = await fetch(mine.upload_url, { method: 'POST', body: form(png(40, 40)) });
    expect(await filler.json()).toMatchObject({ error_code: 121 });
    expect((await upload(mine, [png(40, 40), png(41, 41)])).error_code).toBe(100);
  });
});

test('a client that goes away in the middle leaves nothing behind', async () => {
  await withEmulator(async (emulator) => {
    const reserved = await reserve(emulator);
    const gone = new AbortController();
    // Changes nothing, and counts the calls that have begun.
    emulator.fail({ method: 'upload' });
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('--x\r\nContent-Disposition: form-data; name="pic1"; filename="a.png"\r\n\r\n'));
        controller.enqueue(png(40, 40));
      },
    });
    const sending = fetch(uploadUrl(reserved), {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body,
      signal: gone.signal,
      duplex: 'half',
    } as RequestInit);
    const ended = sending.then(() => 'answered', String);
    await expect.poll(() => emulator.faults()[0]?.met).toBe(1);
    gone.abort();
    expect(await ended).toContain('aborted');
    await expect
      .poll(() => emulator.ledger().calls.at(-1))
      .toMatchObject({ method: 'upload', outcome: 'aborted by client', worked: false });
    expect(emulator.ledger().reservations[0]).toMatchObject({ state: 'reserved', uploads: 0 });
  });
});
