// One episode: a library, an emulator, and an engine that is killed many times. At the end everything is compared.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEmulator } from '../../main/emulator/start.ts';
import { photoBytes } from '../fixtures/make-photos.ts';
import { compare, type Verdict } from './compare.ts';
import { standingFaults, switchesOf, type RepeatedCommit } from './faults.ts';
import { begin } from './life.ts';
import { openOtherLibraries } from './other-libraries.ts';
import { bringToAnEnd } from './person.ts';
import { openPhotoFolder, type Random } from './photo-folder.ts';
import type { PointBook } from './point-book.ts';
import type { DeathNote, Order } from './runner-messages.ts';
import { besides } from './second-program.ts';
import { openStranger } from './stranger.ts';

const removed = promisify(execFile);

export interface EpisodeResult {
  kills: number;
  /** Lives in which the imaging process was ordered to die, too. */
  imagingKills: number;
  /** How often a person had to say of a photo whether it is there. */
  asked: number;
  verdict: Verdict;
  /** Hangs and ends that nobody ordered. */
  breakages: string[];
  place: string;
}

/** Lives in which the person answers: all but the last may die at a point at which nobody died yet. */
const answeringLives = 4;

export async function runEpisode(options: {
  mode: RepeatedCommit;
  kills: number;
  random: Random;
  book: PointBook;
  onLife: (line: string) => void;
}): Promise<EpisodeResult> {
  const { mode, random, book } = options;
  const place = await mkdtemp(join(tmpdir(), 'ok-torture-'));
  const switches = switchesOf(mode, random);
  const emulator = await startEmulator({ switches, state: join(place, 'service') });
  emulator.fail(...standingFaults);
  const folders = [
    await openPhotoFolder(join(place, 'dacha'), 'Дача', random),
    await openPhotoFolder(join(place, 'sea'), 'Море', random),
  ];
  const picture = join(place, 'picture.jpg');
  await writeFile(picture, await photoBytes({ width: 56, height: 42, seed: 3, grain: 0 }));
  const second = besides(join(place, 'dacha'), picture, Math.floor(random() * 2 ** 31));
  /** What must arrive, and what may, of both: the person's and the second program's. */
  const wholes = folders.map((folder, index) =>
    index > 0
      ? folder
      : {
          ...folder,
          wanted: () => new Set([...folder.wanted(), ...second.now()]),
          possible: () => new Set([...folder.possible(), ...second.ever()]),
        },
  );
  const deathNote = join(place, 'died-at');
  const order: Omit<Order, 'dieAt' | 'imagingDiesAt' | 'live'> = {
    deathNote,
    dataFolder: join(place, 'data'),
    turnsFolder: join(place, 'turns'),
    credentials: {
      apiAddress: emulator.address,
      applicationKey: emulator.applicationKey,
      accessToken: emulator.accessToken,
      signingSecret: emulator.sessionSecretKey,
    },
    folders: folders.map(({ path, title }) => ({
      path,
      target: { kind: 'new', title, privacy: 'private' },
      convert: true,
    })),
    photosPerPost: 1,
    lanes: 1 + Math.floor(random() * 3),
  };
  const stranger = await openStranger(join(place, 'stranger'), order.credentials, random);
  const result: EpisodeResult = {
    kills: 0,
    imagingKills: 0,
    asked: 0,
    verdict: { arrived: 0, lost: [], doubled: [], foreign: [], wrongRecords: [] },
    breakages: [],
    place,
  };
  const others = openOtherLibraries({ order, place, emulator, result, book, random });
  const copiedAfter = 1 + Math.floor(random() * options.kills * 0.6);
  try {
    for (let life = 0; result.kills < options.kills && life < options.kills * 3; life += 1) {
      if (life === copiedAfter) await others.copy();
      for (const folder of folders) await folder.live(2 + Math.floor(random() * 4));
      // What the last life asked for and did not hear of is open now.
      if (random() < 0.5) {
        emulator.clearFaults();
        await stranger.put(emulator.ledger());
        emulator.fail(...standingFaults);
      }
      const live = random() < 0.3;
      const death = book.nextDeath(random, life === 0);
      const imagingDiesAt = random() < 0.2 ? 1 + Math.floor(random() * 3) : null;
      if (imagingDiesAt !== null) result.imagingKills += 1;
      const living = begin(
        { ...order, live, dieAt: 'points' in death ? death : null, imagingDiesAt },
        'afterMs' in death ? death : null,
      );
      second.go();
      const end = await living.end();
      await living.kill();
      await second.stop();
      options.onLife(
        `${mode}: ${'points' in death ? `${death.points.length === 1 ? death.points[0] : 'a new point'} ×${death.time}` : `${death.afterMs} ms`} → ${end.kind}`,
      );
      if (end.kind === 'killed') {
        result.kills += 1;
        const note = 'points' in death ? await noteOf(deathNote) : null;
        if (note !== null) book.lived(note.points, life === 0);
        book.died(note?.point ?? null);
      } else if (end.kind === 'decided') book.lived(end.points, life === 0);
      else result.breakages.push(`${end.kind}${'code' in end ? ` ${end.code}` : ''}`);
    }
    emulator.clearFaults();
    for (let life = 1; ; life += 1) {
      const dieAt = life < answeringLives ? book.newPoints() : null;
      const last = begin({ ...order, live: false, dieAt, imagingDiesAt: null }, null);
      const end = await bringToAnEnd(last, emulator, [order.dataFolder], result, book);
      await last.kill();
      if (end === 'done') break;
      result.kills += 1;
      const note = await noteOf(deathNote);
      book.lived(note.points, false);
      book.died(note.point);
      options.onLife(`${mode}: while answers are given, ${note.point} → killed`);
    }
    result.verdict = compare(wholes, order.dataFolder, emulator.ledger(), stranger.shas());
    await others.live(wholes);
  } finally {
    second.close();
    await emulator.close();
  }
  // Node cannot remove what lies deeper than a path can be long.
  if (isGood(result)) await removed('rm', ['-rf', place]).catch(() => rm(place, { recursive: true, force: true }));
  return result;
}

/** Of a life that died by its own hand. */
async function noteOf(path: string): Promise<DeathNote> {
  const note = JSON.parse(await readFile(path, 'utf8')) as DeathNote;
  await rm(path);
  return note;
}

export function isGood({ verdict, breakages }: EpisodeResult): boolean {
  const { lost, doubled, foreign, wrongRecords } = verdict;
  return lost.length + doubled.length + foreign.length + wrongRecords.length + breakages.length === 0;
}
