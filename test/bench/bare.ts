// The same work without the product: a loop of undici, a loop of sharp, a walk. The engine is measured against it.
import { createHash, randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { sign } from '../../main/ok/sign.ts';
import type { Account } from './emulator-process.ts';
import type { Job, Result } from './jobs.ts';
import { stopwatch } from './stretch.ts';

type Measured = Omit<Result, 'peakBytes'>;
type Of<K extends Job['kind']> = Job & { kind: K };

function photosIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const reservation = z.object({ photo_ids: z.array(z.string()), upload_url: z.string() });
const reserveAtOnce = 100;

/** An upload address for each photo. */
async function reserve(account: Account, count: number): Promise<string[]> {
  const addresses: string[] = [];
  while (addresses.length < count) {
    const wanted = Math.min(reserveAtOnce, count - addresses.length);
    const given = {
      application_key: account.applicationKey,
      count: String(wanted),
      format: 'json',
      method: 'photosV2.getUploadUrl',
    };
    const parameters = new URLSearchParams({
      ...given,
      access_token: account.accessToken,
      sig: sign(given, account.sessionSecretKey),
    });
    const answer = await request(new URL('fb.do', account.address), {
      method: 'POST',
      body: parameters.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    const { photo_ids: ids, upload_url: address } = reservation.parse(await answer.body.json());
    for (const id of ids) addresses.push(address.replace(/\$\{photoIds\}|%24%7BphotoIds%7D/u, encodeURIComponent(id)));
  }
  return addresses;
}

/** A file is read whole and posted whole: nothing is simpler, and for photos nothing is faster. */
export async function bareSend({ folder, account, lanes }: Of<'bare-send'>): Promise<Measured> {
  const photos = photosIn(folder);
  const addresses = await reserve(account, photos.length);
  const dispatcher = new Agent({ connections: lanes, pipelining: 1 });
  let bytes = 0;
  const passed = stopwatch();
  await inLanes([...photos.entries()], lanes, async ([index, path]) => {
    const file = await readFile(path);
    const boundary = randomUUID();
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="pic1"; filename="photo.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    const answer = await request(addresses[index] ?? '', {
      method: 'POST',
      dispatcher,
      body,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
    const text = await answer.body.text();
    if (!text.includes('"token"')) throw new Error(`refused: ${text.slice(0, 200)}`);
    bytes += file.length;
  });
  const stretch = passed();
  await dispatcher.close();
  return { ...stretch, files: photos.length, bytes };
}

/** One process and as many pictures at once as the engine has imaging processes; sharp works in threads of its own. */
export async function bareImport({ folder, data, processes }: Of<'bare-import'>): Promise<Measured> {
  const photos = photosIn(folder);
  sharp.cache(false);
  sharp.concurrency(1);
  mkdirSync(data, { recursive: true });
  let bytes = 0;
  const passed = stopwatch();
  await inLanes(photos, processes, async (path) => {
    const file = await readFile(path);
    const sha256 = createHash('sha256').update(file).digest('hex');
    const thumbnail = await sharp(file, { failOn: 'truncated' })
      .autoOrient()
      .resize({ width: 256, height: 256, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 76, effort: 2 })
      .toBuffer();
    await writeFile(join(data, `${sha256}.webp`), thumbnail);
    bytes += file.length;
  });
  return { ...passed(), files: photos.length, bytes };
}

/** Names and lstat, nothing kept: the least that finding out what is there can cost. */
export function bareWalk({ folder }: Of<'bare-walk'>): Promise<Measured> {
  let files = 0;
  let bytes = 0;
  const passed = stopwatch();
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const name of readdirSync(next)) {
      const path = join(next, name);
      const found = lstatSync(path, { bigint: true });
      if (found.isDirectory()) waiting.push(path);
      else {
        files += 1;
        bytes += Number(found.size);
      }
    }
  }
  return Promise.resolve({ ...passed(), files, bytes });
}
