// Runs episodes until there are enough kills or the time is over, and adds up the results.
import { seededRandom } from '../fixtures/scenes.ts';
import { isGood, runEpisode, type EpisodeResult } from './episode.ts';
import { repeatedCommits } from './faults.ts';
import { anyMoment, openPointBook } from './point-book.ts';

export interface TortureOptions {
  seed: number;
  /** Ends with the episode in which either is reached. */
  kills: number;
  minutes: number;
  killsPerEpisode: number;
  onLife?: (line: string) => void;
  onEpisode?: (result: EpisodeResult, totals: Totals) => void;
}

export interface Totals {
  episodes: number;
  kills: number;
  imagingKills: number;
  killsInARow: number;
  photos: number;
  lost: number;
  doubled: number;
  foreign: number;
  wrongRecords: number;
  breakages: number;
  asked: number;
  points: number;
  pointsDiedAt: number;
  atAnyMoment: number;
}

/** The same seed makes the same photos, changes, faults and deaths; what meets what in time is the machine's. */
export async function torture(
  options: TortureOptions,
): Promise<Totals & { bad: EpisodeResult[]; neverDiedAt: string[] }> {
  const random = seededRandom(options.seed);
  const book = openPointBook();
  const until = performance.now() + options.minutes * 60_000;
  const bad: EpisodeResult[] = [];
  const totals: Totals = {
    episodes: 0,
    kills: 0,
    imagingKills: 0,
    killsInARow: 0,
    photos: 0,
    lost: 0,
    doubled: 0,
    foreign: 0,
    wrongRecords: 0,
    breakages: 0,
    asked: 0,
    points: 0,
    pointsDiedAt: 0,
    atAnyMoment: 0,
  };
  while (totals.kills < options.kills && performance.now() < until) {
    const mode = repeatedCommits[totals.episodes % repeatedCommits.length] ?? 'same';
    const kills = Math.min(options.killsPerEpisode, options.kills - totals.kills);
    const result = await runEpisode({ mode, kills, random, book, onLife: options.onLife ?? (() => undefined) });
    const { verdict } = result;
    totals.episodes += 1;
    totals.kills += result.kills;
    totals.imagingKills += result.imagingKills;
    totals.photos += verdict.arrived;
    totals.lost += verdict.lost.length;
    totals.doubled += verdict.doubled.length;
    totals.foreign += verdict.foreign.length;
    totals.wrongRecords += verdict.wrongRecords.length;
    totals.breakages += result.breakages.length;
    totals.asked += result.asked;
    totals.points = book.known();
    totals.pointsDiedAt = [...book.deaths().keys()].filter((name) => name !== anyMoment).length;
    totals.atAnyMoment = book.deaths().get(anyMoment) ?? 0;
    if (isGood(result)) totals.killsInARow += result.kills;
    else {
      totals.killsInARow = 0;
      bad.push(result);
    }
    options.onEpisode?.(result, totals);
  }
  return { ...totals, bad, neverDiedAt: book.neverDied() };
}
