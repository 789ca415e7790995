// The folder a person keeps while the engine dies again and again: photos come, are renamed, copied, edited and deleted. Knows what must arrive, and what may.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exifBlock, withJpegHeaders } from '../fixtures/exif-block.ts';
import { photoBytes } from '../fixtures/make-photos.ts';
import { nameOfBytes } from '../../shared/byte-names.ts';
import { onDisk } from '../../main/engine/steps/disk-door.ts';

export type Random = () => number;

interface Kept {
  path: string;
  sha256: string;
}

export interface PhotoFolder {
  readonly path: string;
  readonly title: string;
  /** So many changes: mostly new photos. */
  live(changes: number): Promise<void>;
  /** Contents that are there now: each must be on the service once. A converted one is named by the hash of its file. */
  wanted(): ReadonlySet<string>;
  /** Contents that were there once: each may be on the service once. */
  possible(): ReadonlySet<string>;
}

/** Large enough that the service's picture of a photo tells how it looks; smaller ones are told by their sides alone. */
export const largeSides = [160, 120] as const;
/** Pictures that all look clearly different (measured as in main/imaging/fingerprint.test.ts), ours and a stranger's. */
const ourSeeds = [2, 3, 4, 10] as const;
export const strangersSeeds = [8, 12] as const;

/** Equal sides are the hard case for whoever looks for a photo by its sides: most photos of a person have them. */
const sides: readonly (readonly [number, number])[] = [
  [64, 48],
  [64, 48],
  [48, 64],
  [80, 60],
  [96, 64],
  [72, 40],
  largeSides,
  largeSides,
  largeSides,
];

/** Of the pictures that many photos share; kept for the whole run. */
const painted = new Map<string, Promise<Buffer>>();

/** One picture a pair of sides, and few of large ones, so that some look the same; each photo of it differs in its headers. */
function picture(width: number, height: number, random: Random): Promise<Buffer> {
  const isLarge = width === largeSides[0] && height === largeSides[1];
  const seed = isLarge ? (ourSeeds[Math.floor(random() * ourSeeds.length)] ?? 2) : width * height;
  const key = `${width}x${height} ${seed}`;
  const known = painted.get(key) ?? photoBytes({ width, height, seed, grain: 0 });
  painted.set(key, known);
  return known;
}

let made = 0;

/** «фото» in cp1251, as it comes from old sticks; only Linux keeps such names. */
const oldName = process.platform === 'linux' ? nameOfBytes(Buffer.from('f4eef2ee', 'hex')) : 'фото';

/** Photos that can be told apart by their sides: 3,600 pairs, none of them among the shared ones, and small however many were made. */
const oddSides = (number: number): [width: number, height: number] => [
  41 + 2 * (number % 60),
  41 + 2 * (Math.floor(number / 60) % 60),
];

export async function openPhotoFolder(path: string, title: string, random: Random): Promise<PhotoFolder> {
  await mkdir(path, { recursive: true });
  const kept: Kept[] = [];
  const ever = new Set<string>();
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  const name = (ending = 'jpg'): string => {
    const number = String((made += 1)).padStart(6, '0');
    return join(path, `${made % 6 === 0 ? oldName : 'photo'}-${number}.${ending}`);
  };

  function painting(): Promise<Buffer> {
    if (random() < 0.3) {
      const [width, height] = oddSides(made);
      return photoBytes({ width, height, seed: made, grain: 0 });
    }
    const [width, height] = pick(sides) ?? [64, 48];
    return picture(width, height, random);
  }

  async function write(to: string): Promise<Kept> {
    const tiff = to.endsWith('.tiff');
    const bytes = tiff
      ? await photoBytes({ width: 50 + (made % 40), height: 50, seed: made, format: 'tiff' })
      : withJpegHeaders(await painting(), exifBlock({ camera: `Camera ${(made += 1)}` }), null);
    await writeFile(onDisk(to), bytes);
    await age(to, made);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    ever.add(sha256);
    return { path: to, sha256 };
  }

  async function change(): Promise<void> {
    const choice = random();
    const one = pick(kept);
    if (one === undefined || choice < 0.72) {
      kept.push(await write(name(random() < 0.06 ? 'tiff' : 'jpg')));
    } else if (choice < 0.8) {
      const to = name();
      await rename(onDisk(one.path), onDisk(to));
      one.path = to;
    } else if (choice < 0.87) {
      const to = name();
      await copyFile(onDisk(one.path), onDisk(to));
      await age(to, (made += 1));
      kept.push({ path: to, sha256: one.sha256 });
    } else if (choice < 0.94) {
      Object.assign(one, await write(one.path));
    } else if (kept.length > 3) {
      await rm(onDisk(one.path));
      kept.splice(kept.indexOf(one), 1);
    }
  }

  return {
    path,
    title,
    async live(changes) {
      for (let done = 0; done < changes; done += 1) await change();
    },
    wanted: () => new Set(kept.map(({ sha256 }) => sha256)),
    possible: () => ever,
  };
}

/** Hours ago and never the same twice: taken at once, and an edit is seen. */
async function age(path: string, number: number): Promise<void> {
  const then = new Date(Date.now() - 100 * 3_600_000 + number * 1_000);
  await utimes(onDisk(path), then, then);
}
