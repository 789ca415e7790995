// Which photos of ours are surely on the service already: the picture there is a copy of our file, it is the only one
// that looks so, and no other photo of ours does. Everything else is asked.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Uncompared } from '../db/comparison.ts';
import { inSlices } from '../db/storage/slices.ts';
import type { OkApi } from '../../ok/api.ts';
import { haveOneShape, OurTwins } from '../matching/our-twins.ts';
import { isCopy } from '../matching/similarity.ts';
import type { Imaging } from '../ports.ts';
import type { PipelineContext } from './context.ts';

export type CopiesContext = { imaging: Pick<Imaging, 'agreement'> } & Pick<
  PipelineContext,
  'tables' | 'fetchPicture' | 'previewFolder' | 'pathOf' | 'clock'
>;

/** A photo of ours and the only one there that looks the same. */
export interface LikelyPair {
  ours: Uncompared;
  remoteId: string;
}

export type CopyReading =
  /** `copies`: placement → the photo's id on the service. */
  { kind: 'read'; copies: ReadonlyMap<number, string> } | { kind: 'later' };

/** Files that are still checked may hold the twin of one of ours. Longer than this nobody waits: then it is asked. */
const mostWaitMs = 10 * 60_000;

export class CopiesThere {
  readonly #context: CopiesContext;
  /** By album: since when its likely pairs wait for files that are still checked. */
  readonly #waitingSince = new Map<number, number>();

  /** Of the album that is being compared. */
  #twins: { albumId: number; of: OurTwins } | null = null;

  constructor(context: CopiesContext) {
    this.#context = context;
  }

  /** `previews`: where the service shows its photos; those that are missing are asked for. */
  async find(
    remote: Pick<OkApi, 'photosInfo'>,
    pairs: readonly LikelyPair[],
    previews: ReadonlyMap<string, string | null>,
    signal: AbortSignal,
  ): Promise<CopyReading> {
    const albumId = pairs[0]?.ours.albumId;
    if (albumId === undefined) return { kind: 'read', copies: new Map() };
    const { tables, clock } = this.#context;
    if (tables.files.isChecking()) {
      const since = this.#waitingSince.get(albumId) ?? clock.steady();
      this.#waitingSince.set(albumId, since);
      return clock.steady() - since < mostWaitMs ? { kind: 'later' } : { kind: 'read', copies: new Map() };
    }
    this.#waitingSince.delete(albumId);
    const twins = await this.#twinsOf(albumId);
    // One there may be another of ours that looks the same: its commit has no answer yet, and its look is not known.
    const unowned = tables.comparison.unownedSides(albumId);
    const single = pairs.filter(
      ({ ours }) =>
        !twins.hasTwin({ ...ours, fingerprint: ours.fingerprint ?? '' }) &&
        !unowned.some((other) => haveOneShape(ours, other)),
    );
    const addresses = await this.#addressesOf(remote, single, previews, signal);
    if (addresses === null) return { kind: 'later' };
    const copies = new Map<number, string>();
    await mkdir(this.#context.previewFolder, { recursive: true }).catch(() => undefined);
    for (const pair of single) {
      if (signal.aborted) return { kind: 'later' };
      const found = await this.#isCopyOf(pair, addresses.get(pair.remoteId) ?? null, signal);
      if (found === null) return { kind: 'later' };
      if (found) copies.set(pair.ours.placementId, pair.remoteId);
    }
    return { kind: 'read', copies };
  }

  /** Nothing is left to compare. */
  forget(): void {
    this.#twins = null;
  }

  /** As the album is now; what was compared for an earlier portion of its photos is not compared again. */
  async #twinsOf(albumId: number): Promise<OurTwins> {
    const { tables } = this.#context;
    if (this.#twins?.albumId !== albumId) this.#twins = { albumId, of: new OurTwins() };
    const { of } = this.#twins;
    const now = tables.comparison.photosLookedAt(albumId);
    of.keepOnly(now);
    if ([...now].some((photoId) => !of.has(photoId)))
      await inSlices(tables, tables.comparison.looksOf(albumId), (look) => of.add(look));
    return of;
  }

  async #addressesOf(
    remote: Pick<OkApi, 'photosInfo'>,
    pairs: readonly LikelyPair[],
    previews: ReadonlyMap<string, string | null>,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string | null> | null> {
    const missing = pairs.map(({ remoteId }) => remoteId).filter((id) => !previews.has(id));
    if (missing.length === 0) return previews;
    const asked = await remote.photosInfo(missing, signal);
    if (!asked.ok) return null;
    return new Map([...previews, ...asked.value.map(({ id, previewUrl }) => [id, previewUrl] as const)]);
  }

  /** null: not now. */
  async #isCopyOf(
    { ours, remoteId }: LikelyPair,
    address: string | null,
    signal: AbortSignal,
  ): Promise<boolean | null> {
    const { tables, pathOf, imaging, fetchPicture, previewFolder } = this.#context;
    const work = tables.placements.get(ours.placementId);
    const path = work === null ? null : pathOf(work);
    if (path === null || address === null) return false;
    const picture = await fetchPicture(address, signal);
    if (picture.kind === 'later') return null;
    if (picture.kind === 'none') return false;
    const previewPath = join(previewFolder, `copy-${remoteId.replaceAll(/\W/gu, '_')}.part`);
    try {
      await writeFile(previewPath, picture.bytes);
      const found = await imaging.agreement(path, previewPath);
      return found.kind === 'unavailable' ? null : isCopy(found);
    } catch {
      return false;
    } finally {
      await rm(previewPath, { force: true }).catch(() => undefined);
    }
  }
}
