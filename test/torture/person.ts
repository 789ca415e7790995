// A person who looks at the service and answers the engine's questions truthfully.
import type { Emulator } from '../../main/emulator/start.ts';
import { placementsOf } from './compare.ts';
import type { EpisodeResult } from './episode.ts';
import { LifeEnded, type Life } from './life.ts';
import type { PointBook } from './point-book.ts';

/** What a person says to photos under which imaging died twice. */
const askedAgain = { inspection_crashed: 'check_again', mending_failed: 'try_again' } as const;
/** Rounds in which the person answers before it is called a breakage. */
const answersAtMost = 10;

/**
 * A life in which there are no faults, and a person who looks at the service and answers truthfully. `killed`: before
 * all was said.
 */
export async function bringToAnEnd(...given: Parameters<typeof answerAll>): Promise<'done' | 'killed'> {
  try {
    return await answerAll(...given);
  } catch (error) {
    if (error instanceof LifeEnded) return 'killed';
    throw error;
  }
}

async function answerAll(
  last: Life,
  emulator: Emulator,
  libraries: readonly string[],
  result: EpisodeResult,
  book: PointBook,
): Promise<'done' | 'killed'> {
  for (let round = 0; round < answersAtMost; round += 1) {
    const end = await last.end();
    if (end.kind === 'killed') return 'killed';
    if (end.kind !== 'decided') {
      result.breakages.push(`last life: ${end.kind}${'code' in end ? ` ${end.code}` : ''}`);
      return 'done';
    }
    book.lived(end.points, false);
    if (end.how !== 'decided') result.breakages.push(`last life: ${end.how}`);
    // A photo under which imaging died twice is shown to the person, who has it looked at again.
    const crashed = (await last.call('problems.list', undefined)) as { value: { reason: string; photos: number }[] };
    const died = crashed.value.find(({ reason }) => reason in askedAgain);
    if (died !== undefined) {
      const action = askedAgain[died.reason as keyof typeof askedAgain];
      await last.call('problems.act', { reason: died.reason, albumId: null, action, target: null });
      continue;
    }
    const unclear = await unclearFiles(last);
    if (unclear.length === 0) return 'done';
    const there = sentAs(libraries);
    const albums = new Map(emulator.ledger().albums.map(({ aid, title }) => [aid, title]));
    const published = new Set(
      emulator.ledger().photos.map((photo) => `${albums.get(photo.albumId ?? '') ?? ''} ${photo.sha256}`),
    );
    result.asked += unclear.length;
    const seen = unclear.filter(({ album, sha256 }) => published.has(`${album} ${there.get(sha256) ?? sha256}`));
    const missed = unclear.filter((one) => !seen.includes(one));
    // One call with both answers is not offered: the engine decides anew after each, and tells so.
    if (seen.length > 0)
      await last.call('photos.act', { fileIds: seen.map(({ fileId }) => fileId), action: 'it_is_there' });
    if (seen.length > 0 && missed.length > 0) await last.end();
    if (missed.length > 0)
      await last.call('photos.act', { fileIds: missed.map(({ fileId }) => fileId), action: 'it_is_not_there' });
  }
  result.breakages.push('the person was asked again and again');
  return 'done';
}

interface Unclear {
  fileId: number;
  album: string;
  sha256: string;
}

/** Reasons of the question «is it there?». */
const isThereAsked: ReadonlySet<string> = new Set(['commit_unclear', 'maybe_there', 'probably_there']);

async function unclearFiles(life: Life): Promise<Unclear[]> {
  const page = (await life.call('photos.page', {
    shown: 'needs_you',
    search: '',
    folderId: null,
    after: null,
    limit: 500,
  })) as { value: { rows: { fileId: number; reason: string | null; sha256?: string }[] } };
  const unclear: Unclear[] = [];
  for (const row of page.value.rows) {
    if (row.reason === null || !isThereAsked.has(row.reason)) continue;
    const detail = (await life.call('photos.get', { fileId: row.fileId })) as {
      value: { album: { title: string }; row: { thumbnail: string | null } };
    };
    unclear.push({
      fileId: row.fileId,
      album: detail.value.album.title,
      // A thumbnail is named by the hash of its photo.
      sha256: detail.value.row.thumbnail ?? '',
    });
  }
  return unclear;
}

/** As which copies photos were sent: only the library that sent one knows. By the photo's own hash. */
export const sentAs = (libraries: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    libraries
      .flatMap((dataFolder) => placementsOf(dataFolder))
      .filter(({ sha256, sent }) => sha256 !== sent)
      .map(({ sha256, sent }) => [sha256, sent]),
  );
