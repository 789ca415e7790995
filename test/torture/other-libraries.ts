// Other libraries on the account of an episode: one that knows nothing, an old copy of the first, and the first in the
// hands of another person.
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmulator, type Emulator } from '../../main/emulator/start.ts';
import { placementsOf } from './compare.ts';
import type { EpisodeResult } from './episode.ts';
import { standingFaults } from './faults.ts';
import { begin } from './life.ts';
import { bringToAnEnd, sentAs } from './person.ts';
import type { PhotoFolder, Random } from './photo-folder.ts';
import type { PointBook } from './point-book.ts';
import type { Order } from './runner-messages.ts';

export type FixedOrder = Omit<Order, 'dieAt' | 'imagingDiesAt' | 'live'>;

export interface OtherLibraries {
  /** Keeps a copy of the library as it is; nobody may have it open. */
  copy(): Promise<void>;
  /** After the last life of the first library: all photos are there, whatever another library makes of them. */
  live(folders: readonly PhotoFolder[]): Promise<void>;
}

interface Episode {
  order: FixedOrder;
  place: string;
  emulator: Emulator;
  result: EpisodeResult;
  book: PointBook;
  random: Random;
}

/** Lives of the old copy that are killed. */
const killedLives = 2;
/** How often photos come that two libraries take in turns. */
const turns = 2;

export function openOtherLibraries(episode: Episode): OtherLibraries {
  const { order, place, emulator, result, random } = episode;
  const oldCopy = join(place, 'old');
  const fresh = join(place, 'other');
  let isCopied = false;
  const standing = (): number => emulator.ledger().photos.filter((photo) => !photo.deleted).length;

  /** What `run` adds was there already. */
  async function addsNothing(what: string, run: () => Promise<void>): Promise<void> {
    const before = standing();
    await run();
    if (standing() !== before) result.verdict.doubled.push(`${what} sent ${standing() - before} photos again`);
  }

  return {
    async copy() {
      await cp(order.dataFolder, oldCopy, { recursive: true });
      isCopied = true;
    },
    async live(folders) {
      await addsNothing('another library', () => liveToTheEnd(episode, fresh, byTitle(order)));
      if (isCopied) {
        await addsNothing('an old copy', async () => {
          emulator.fail(...standingFaults);
          for (let life = 0; life < killedLives; life += 1) await liveAndDie(episode, oldCopy);
          emulator.clearFaults();
          await liveToTheEnd(episode, oldCopy, order);
        });
        await addsNothing('the library of another person', () => inOtherHands(episode, oldCopy));
      }
      const libraries = [order.dataFolder, fresh, ...(isCopied ? [oldCopy] : [])];
      for (let turn = 0; turn < turns; turn += 1) {
        for (const folder of folders) await folder.live(3);
        for (const dataFolder of [...libraries].sort(() => random() - 0.5))
          await liveToTheEnd(episode, dataFolder, dataFolder === fresh ? byTitle(order) : order, libraries);
      }
      eachOnce(episode, folders, libraries);
      await allAtOnce(episode, folders, libraries, fresh);
      eachOnce(episode, folders, libraries);
    },
  };
}

/** A new library finds the album by its title, and makes none beside it. */
const byTitle = (order: FixedOrder): FixedOrder => ({
  ...order,
  folders: order.folders.map((folder) =>
    folder.target.kind === 'new' ? { ...folder, target: { ...folder.target, kind: 'titled' as const } } : folder,
  ),
});

async function liveToTheEnd(
  { emulator, result, book, order: first }: Episode,
  dataFolder: string,
  order: FixedOrder,
  libraries: readonly string[] = [first.dataFolder],
): Promise<void> {
  const life = begin({ ...order, dataFolder, live: false, dieAt: null, imagingDiesAt: null }, null);
  await bringToAnEnd(life, emulator, libraries, result, book);
  await life.kill();
}

/** All libraries at the same time, on the same new photos. */
async function allAtOnce(
  episode: Episode,
  folders: readonly PhotoFolder[],
  libraries: readonly string[],
  fresh: string,
): Promise<void> {
  const { order } = episode;
  for (let turn = 0; turn < turns; turn += 1) {
    for (const folder of folders) await folder.live(6);
    await Promise.all(
      libraries.map((dataFolder) =>
        liveToTheEnd(episode, dataFolder, dataFolder === fresh ? byTitle(order) : order, libraries),
      ),
    );
  }
}

async function liveAndDie({ order, result, book, random }: Episode, dataFolder: string): Promise<void> {
  const afterMs = Math.floor(random() * 1_500);
  const life = begin({ ...order, dataFolder, live: false, dieAt: null, imagingDiesAt: null }, { afterMs, from: 'up' });
  const end = await life.end();
  await life.kill();
  if (end.kind === 'killed') {
    result.kills += 1;
    book.died(null);
  } else if (end.kind !== 'decided') result.breakages.push(`old copy: ${end.kind}`);
}

/** Signed in as somebody else, a library sends nothing to them, and says that it is another account. */
async function inOtherHands({ order, place, result, random }: Episode, dataFolder: string): Promise<void> {
  const other = await startEmulator({ person: { uid: String(580_000_000_000 + Math.floor(random() * 1e6)) } });
  try {
    const copy = join(place, 'other-hands');
    await cp(dataFolder, copy, { recursive: true });
    const credentials = { ...order.credentials, apiAddress: other.address };
    const life = begin(
      { ...order, credentials, dataFolder: copy, live: false, dieAt: null, imagingDiesAt: null },
      null,
    );
    const end = await life.end();
    await life.kill();
    const sent = other.ledger().photos.length;
    if (sent > 0) result.verdict.foreign.push(`${sent} photos went to the account of another person`);
    if (other.ledger().albums.length > 0) result.verdict.foreign.push('an album was made for another person');
    if (end.kind !== 'decided') result.breakages.push(`in other hands: ${end.kind}`);
    const lost = placementsOf(dataFolder).length - placementsOf(copy).length;
    if (lost > 0) result.verdict.lost.push(`${lost} placements of a library in other hands`);
  } finally {
    await other.close();
  }
}

/** Whichever library sent it: each photo of the folders is in its album once. */
function eachOnce({ emulator, result }: Episode, folders: readonly PhotoFolder[], libraries: readonly string[]): void {
  const { verdict } = result;
  const { albums, photos } = emulator.ledger();
  const copies = sentAs(libraries);
  for (const folder of folders) {
    const aids = albums.filter(({ title }) => title === folder.title).map(({ aid }) => aid);
    if (aids.length > 1) verdict.doubled.push(`${aids.length} albums «${folder.title}», by several libraries`);
    const there = new Map<string, number>();
    for (const { sha256, albumId, deleted } of photos)
      if (!deleted && aids.includes(albumId ?? '')) there.set(sha256, (there.get(sha256) ?? 0) + 1);
    for (const [sha256, times] of there)
      if (times > 1)
        verdict.doubled.push(`${folder.title}: ${sha256.slice(0, 12)} ${times} times, by several libraries`);
    for (const sha256 of folder.wanted())
      if (!there.has(copies.get(sha256) ?? sha256))
        verdict.lost.push(`${folder.title}: ${sha256.slice(0, 12)}, by several libraries`);
  }
}
