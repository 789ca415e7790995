// A person's folder while the engine is killed again and again: photos come, are renamed, copied, edited and deleted.
// Knows which must arrive and which may.
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, open, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exifBlock, withJpegHeaders } from '../fixtures/exif-block.ts';
import { photoBytes } from '../fixtures/make-photos.ts';
import { nameOfBytes } from '../../shared/byte-names.ts';
import { onDisk } from '../../main/engine/disk/disk-paths.ts';

export type Random = () => number;

const run = promisify(execFile);

interface Kept {
  /** In our text form of names. */
  path: string;
  sha256: string;
  /** The picture without its headers; null: no JPEG. */
  painted: Buffer | null;
  /** Its mtime. */
  seconds: number;
}

export interface PhotoFolder {
  readonly path: string;
  readonly title: string;
  /** So many changes: mostly new photos. */
  live(changes: number): Promise<void>;
  /**
   * Contents that are there now: each must be on the service once. A converted one is named by the hash of its file.
   */
  wanted(): ReadonlySet<string>;
  /** Contents that were there once: each may be on the service once. */
  possible(): ReadonlySet<string>;
}

/**
 * Large enough that the service's picture of a photo tells how it looks; smaller ones are told by their sides alone.
 */
export const largeSides = [160, 120] as const;
/**
 * Pictures that all look clearly different (measured as in main/imaging/fingerprint.test.ts), ours and a stranger's.
 */
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

/**
 * One picture a pair of sides, and few of large ones, so that some look the same; each photo of it differs in its
 * headers.
 */
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

/**
 * Photos that can be told apart by their sides: 3,600 pairs, none of them among the shared ones, and small however many
 * were made.
 */
const oddSides = (number: number): [width: number, height: number] => [
  41 + 2 * (number % 60),
  41 + 2 * (Math.floor(number / 60) % 60),
];

/** Seconds that some file systems keep and a library may not: of 1600 and of 2300. */
const oddSeconds = [-11_676_096_000, 10_413_792_000] as const;

export async function openPhotoFolder(path: string, title: string, random: Random): Promise<PhotoFolder> {
  await mkdir(path, { recursive: true });
  const kept: Kept[] = [];
  const ever = new Set<string>();
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  await makeUnreachable(path);
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

  /** Photos of one picture have one size in bytes. */
  const photoOf = (painted_: Buffer): Buffer =>
    withJpegHeaders(painted_, exifBlock({ camera: `Camera ${String((made += 1)).padStart(8, '0')}` }), null);

  function keep(to: string, bytes: Buffer, painted_: Buffer | null, seconds: number): Kept {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    ever.add(sha256);
    return { path: to, sha256, painted: painted_, seconds };
  }

  async function write(to: string): Promise<Kept> {
    const painted_ = to.endsWith('.tiff') ? null : await painting();
    const bytes =
      painted_ === null
        ? await photoBytes({ width: 50 + (made % 40), height: 50, seed: made, format: 'tiff' })
        : photoOf(painted_);
    await writeFile(onDisk(to), bytes);
    const seconds = random() < 0.02 ? (pick(oddSeconds) ?? 0) : hoursAgo(made);
    await utimes(onDisk(to), seconds, seconds);
    return keep(to, bytes, painted_, seconds);
  }

  /**
   * Deleted, and followed at once by another photo of the same size and time, mostly with its inode; under its name or
   * a new one.
   */
  async function succeed(one: Kept, painted_: Buffer): Promise<void> {
    const to = random() < 0.5 ? one.path : name();
    const bytes = photoOf(painted_);
    await rm(onDisk(one.path));
    await writeFile(onDisk(to), bytes);
    await utimes(onDisk(to), one.seconds, one.seconds);
    Object.assign(one, keep(to, bytes, painted_, one.seconds));
  }

  /** Other bytes of the same length in the same file, and its time put back. */
  async function editInPlace(one: Kept, painted_: Buffer): Promise<void> {
    const bytes = photoOf(painted_);
    const file = await open(onDisk(one.path), 'r+');
    await file.write(bytes, 0, bytes.length, 0);
    await file.close();
    await utimes(onDisk(one.path), one.seconds, one.seconds);
    Object.assign(one, keep(one.path, bytes, painted_, one.seconds));
    if (random() < 0.3) await move(one);
  }

  async function move(one: Kept): Promise<void> {
    const to = name();
    await rename(onDisk(one.path), onDisk(to));
    one.path = to;
  }

  async function change(): Promise<void> {
    const choice = random();
    const one = pick(kept);
    if (one === undefined || choice < 0.6) kept.push(await write(name(random() < 0.06 ? 'tiff' : 'jpg')));
    else if (choice < 0.68) await move(one);
    else if (choice < 0.75) {
      const to = name();
      const seconds = hoursAgo((made += 1));
      await copyFile(onDisk(one.path), onDisk(to));
      await utimes(onDisk(to), seconds, seconds);
      kept.push({ ...one, path: to, seconds });
    } else if (choice < 0.8) Object.assign(one, await write(one.path));
    else if (choice < 0.86 && one.painted !== null) await succeed(one, one.painted);
    else if (choice < 0.92 && one.painted !== null) await editInPlace(one, one.painted);
    else if (choice < 0.95) await chmod(onDisk(one.path), random() < 0.5 ? 0o600 : 0o644);
    else if (kept.length > 3) {
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
const hoursAgo = (number: number): number => Math.floor(Date.now() / 1000) - 100 * 3_600 + number;

/** A photo deeper than a path can be long: it can be told, and holds up nothing. */
async function makeUnreachable(folder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const part = 'd'.repeat(200);
  const steps = Math.ceil(4_200 / part.length);
  const deeper = `for i in $(seq ${steps}); do mkdir ${part} && cd -P ${part} || exit 1; done; echo photo > deep.jpg`;
  await run('bash', ['-c', deeper], { cwd: folder });
}
