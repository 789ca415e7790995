// Before a commit: have others filled the album since this library last looked? Two libraries may be alive at once, on
// two computers, and send the same photos into the same album.
import type { PlacementWork } from '../db/placement-work.ts';
import { inSlices } from '../db/storage/slices.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import type { Trouble } from '../../ok/answer.ts';
import type { OkApi } from '../../ok/api.ts';
import type { PipelineContext } from './context.ts';
import { applyFailure, recordResult, type FailureContext } from './failed-steps.ts';
import { outcomeOf } from './outcome.ts';

/** `compare`: not before the photos were compared with what is new there. `later`: the reason stands in the rows. */
type Look = 'go' | 'compare' | 'later';

/** An album that others keep filling must not keep ours waiting: after so many looks in a row they go. */
const mostLooksInRow = 3;
/**
 * A comparison that runs beside may have listed what a count then tells. A service whose count goes on saying otherwise
 * than its list counts late.
 */
const mostUnexplainedInRow = 3;
/** A look that told nothing rests the looks at this album, doubling: the service may count late, or not at all. */
const firstRestMs = 5_000;
const longestRestMs = 10 * 60_000;
/** Times of photos are the service's; two of its computers may differ. */
const marginMs = 60_000;

interface Gate {
  /** How often a photo was sent back to be compared since the album last stood still. */
  looks: Map<number, number>;
  /** Looks in a row at which the count had changed, and the list had nothing new. */
  unexplained: number;
  restMs: number;
  /** Until then commits go without a look; by the steady clock. */
  restsUntilMs: number;
}

export type LookContext = FailureContext & Pick<PipelineContext, 'breakers' | 'wake'>;

export class LookMeanwhile {
  readonly #context: LookContext;
  readonly #gates = new Map<number, Gate>();

  constructor(context: LookContext) {
    this.#context = context;
  }

  /** `group`: uploaded photos of one album. */
  async look(remote: OkApi, group: readonly PlacementWork[], signal: AbortSignal): Promise<Look> {
    const [first] = group;
    if (first === undefined) return 'go';
    const { clock, tables } = this.#context;
    const { albumId } = first;
    const gate = this.#gates.get(albumId) ?? {
      looks: new Map<number, number>(),
      unexplained: 0,
      restMs: 0,
      restsUntilMs: 0,
    };
    this.#gates.set(albumId, gate);
    if (clock.steady() < gate.restsUntilMs) return 'go';
    const counted = await remote.photosCount(first.album, signal);
    if (!counted.ok) return this.#failed(gate, group, counted.trouble);
    if (counted.value === null) return this.#rest(gate);
    const isAsKnown = counted.value === tables.comparison.knownPhotos(albumId);
    if (isAsKnown) Object.assign(gate, { restMs: 0, unexplained: 0 });
    const looks = Math.max(...group.map(({ placementId }) => gate.looks.get(placementId) ?? 0));
    if (looks >= mostLooksInRow) return 'go';
    let strangers = 0;
    if (!isAsKnown) {
      const news = await this.#listNew(remote, first, signal);
      if (!news.ok) return this.#failed(gate, group, news.trouble);
      ({ strangers } = news);
    }
    tables.comparison.setKnownPhotos(albumId, counted.value);
    if (strangers > 0) tables.comparison.noteFilled(albumId);
    const outdated = group.filter(({ placementId }) => tables.comparison.isComparedBefore(placementId));
    if (outdated.length > 0) return this.#sendBack(gate, outdated, looks);
    if (isAsKnown) return 'go';
    gate.unexplained += 1;
    return gate.unexplained < mostUnexplainedInRow ? 'go' : this.#rest(gate);
  }

  #sendBack(gate: Gate, outdated: readonly PlacementWork[], looks: number): 'compare' {
    const { tables, clock, policy } = this.#context;
    tables.comparison.compareAgain(outdated.map(({ placementId }) => placementId));
    for (const { placementId, attempts } of outdated) {
      gate.looks.set(placementId, looks + 1);
      // The second time in a row somebody else is busy there: each look waits longer than the one before.
      const waitMs = looks === 0 ? 0 : waitAfter(policy, looks, clock.random());
      if (waitMs > 0) tables.placements.tryLater(placementId, attempts, clock.now() + waitMs, 'album filled by others');
    }
    this.#context.wake();
    return 'compare';
  }

  /** So many of the group were published, or are known not to be. */
  published(albumId: number, group: readonly PlacementWork[], photos: number): void {
    for (const { placementId } of group) this.#gates.get(albumId)?.looks.delete(placementId);
    this.#context.tables.comparison.notePublished(albumId, photos);
  }

  #rest(gate: Gate): 'go' {
    gate.restMs = Math.min(longestRestMs, Math.max(firstRestMs, gate.restMs * 2));
    gate.restsUntilMs = this.#context.clock.steady() + gate.restMs;
    return 'go';
  }

  /** What the service does not offer stops nobody; a service in trouble is asked again later, like for any step. */
  async #failed(gate: Gate, group: readonly PlacementWork[], trouble: Trouble): Promise<Look> {
    const isUseless =
      trouble.who === 'bug' ||
      trouble.who === 'album' ||
      trouble.who === 'id' ||
      trouble.who === 'file' ||
      (trouble.who === 'service' && trouble.kind === 'malformed');
    if (isUseless) return this.#rest(gate);
    const outcome = outcomeOf(trouble);
    recordResult(this.#context.breakers.commit, outcome);
    await applyFailure(this.#context, group, outcome);
    return 'later';
  }

  /** Lists what was published since the last list; `strangers`: photos that were not listed and are not ours. */
  async #listNew(
    remote: OkApi,
    { albumId, album }: PlacementWork,
    signal: AbortSignal,
  ): Promise<{ ok: true; strangers: number } | { ok: false; trouble: Trouble }> {
    const { tables } = this.#context;
    const newest = tables.comparison.newestListedMs(albumId);
    const wanted = newest === null ? {} : { sinceMs: newest - marginMs };
    const answer = await remote.albumPhotos(album, wanted, signal);
    if (!answer.ok) return answer;
    let strangers = 0;
    await inSlices(tables, answer.value, ({ id, width, height, createdMs }) => {
      const isNew = !tables.comparison.isListed(albumId, id) && !tables.receipts.isOwned(id);
      if (isNew) strangers += 1;
      tables.remoteAlbumPhotos.add(albumId, { remoteId: id, width, height, createdAtMs: createdMs });
    });
    tables.remoteAlbumPhotos.finish(albumId);
    return { ok: true, strangers };
  }
}
