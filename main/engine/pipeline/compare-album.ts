// Compares the photos of one album with what the service has, before any of them is sent.
// See [Note: compared first] and [Note: after a restore].
import type { PlacementState } from '../../../shared/placement-state.ts';
import type { ComparedAlbum, Uncompared } from '../db/comparison.ts';
import type { Tables } from '../db/tables.ts';
import { inSlices } from '../db/storage/slices.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import type { Trouble } from '../../ok/answer.ts';
import type { OkApi } from '../../ok/api.ts';
import type { PipelineContext } from './context.ts';
import { outcomeOf } from './outcome.ts';
import { troubleWord } from '../../ok/trouble-word.ts';
import { holdAlbum, isAlbumRefusal } from '../albums/hold-for-album.ts';
import { deniedIn, type IsDenied } from '../matching/denied-candidates.ts';
import { readRemoteAlbum, type RemoteAlbumIndex, type SimilarPhotos } from '../matching/remote-album-index.ts';
import { FingerprintSource } from '../matching/fingerprint-source.ts';
import { StoredFingerprints } from '../matching/stored-fingerprints.ts';
import { CopiesThere, type CopiesContext } from './copies-there.ts';
import { countAttempt, recordResult } from './failed-steps.ts';

/** Pictures of the service that are fetched before other steps get a turn. */
const picturesAtOnce = 24;
/**
 * The backup has our clock's time, a photo the service's; and a backup takes a while. Photos that are known to be ours
 * are not compared, so the margin may be generous.
 */
const marginMs = 3_600_000;
/** At most so many are named in the journal; a person opens the album anyway. */
const candidatesNamed = 5;

export type CompareContext = ConstructorParameters<typeof FingerprintSource>[0] &
  CopiesContext &
  Pick<PipelineContext, 'tables' | 'clock' | 'policy' | 'account' | 'breakers' | 'pathOf' | 'changed'>;

/** Only in an album that others fill is a photo compared again after a person's answer. */
const nobodyDenied: IsDenied = () => false;

const isUnsent = (state: PlacementState | undefined): boolean => state === 'queued' || state === 'uploaded';

export class AlbumComparison {
  readonly #context: CompareContext;
  readonly #tables: Tables;
  readonly #fingerprints: StoredFingerprints;
  /** The album that is being compared; read once, not for every group of photos. */
  #index: RemoteAlbumIndex | null = null;
  /** Where the service shows the photos of that album, as its list told; never kept: an address may give access. */
  #previews: ReadonlyMap<string, string | null> = new Map();
  readonly #copies: CopiesThere;

  constructor(context: CompareContext) {
    this.#context = context;
    this.#tables = context.tables;
    this.#copies = new CopiesThere(context);
    this.#fingerprints = new StoredFingerprints(new FingerprintSource(context), context.tables, (placementId) => {
      const work = context.tables.placements.get(placementId);
      return work === null ? null : context.pathOf(work);
    });
  }

  /** Compares photos of one album, as far as the service answers now; the others wait in their rows. */
  async compare(remote: OkApi, group: readonly Uncompared[], signal: AbortSignal): Promise<void> {
    const albumId = group[0]?.albumId;
    if (albumId === undefined) return;
    const before = this.#tables.comparison.album(albumId);
    if (before === null || (!before.isListed && !(await this.#list(remote, before, group, signal)))) return;
    const album = this.#tables.comparison.album(albumId);
    if (album === null) return;
    const index = await this.#indexOf(albumId, album);
    const isFirstLook = group.some(({ fingerprint }) => fingerprint === null);
    const fitting = group.filter((one) => index.hasFitting(one));
    await inSlices(
      this.#tables,
      group.filter((one) => !fitting.includes(one)),
      (one) => this.#decide(one, { same: [], unsure: [] }, album.fillings),
    );
    if (fitting.length > 0 && !(await this.#readFingerprints(remote, fitting, index, signal))) return;
    // Which of ours look alike is known when all have been looked at once.
    if (!isFirstLook) await this.#decideFitting(remote, fitting, { index, fillings: album.fillings }, signal);
    this.#context.changed('photos');
  }

  async #decideFitting(
    remote: OkApi,
    fitting: readonly Uncompared[],
    { index, fillings }: { index: RemoteAlbumIndex; fillings: number },
    signal: AbortSignal,
  ): Promise<void> {
    const found = fitting.map((ours) => ({
      ours,
      similar: index.similarTo(ours, candidatesNamed, fillings === 0 ? nobodyDenied : this.#deniedOf(ours)),
    }));
    const likely = found.flatMap(({ ours, similar: { same, unsure } }) => {
      const [remoteId, ...more] = same;
      return remoteId !== undefined && more.length + unsure.length === 0 ? [{ ours, remoteId }] : [];
    });
    const reading = await this.#copies.find(remote, likely, this.#previews, signal);
    const waiting = new Set(reading.kind === 'later' ? likely.map(({ ours }) => ours) : []);
    const decidable = found.filter(({ ours }) => !waiting.has(ours));
    await inSlices(this.#tables, decidable, ({ ours, similar }) => {
      const copyOf = reading.kind === 'read' ? reading.copies.get(ours.placementId) : undefined;
      if (copyOf === undefined || !this.#adopt(ours, copyOf)) this.#decide(ours, similar, fillings);
    });
    if (waiting.size > 0 && !signal.aborted) this.#wait([...waiting], 'compared with the album later');
  }

  #deniedOf({ placementId }: Uncompared): IsDenied {
    return deniedIn(this.#tables.journal.ofPlacement(placementId));
  }

  /** The photo there is this one. false: another of ours owns it by now, or a person decided meanwhile. */
  #adopt(one: Uncompared, remoteId: string): boolean {
    const { placements, receipts } = this.#tables;
    const now = placements.get(one.placementId);
    if (!isUnsent(now?.state) || now?.albumId !== one.albumId || receipts.isOwned(remoteId)) return false;
    placements.apply(one.placementId, 'recognised', { assignedId: remoteId, detail: { copyOf: remoteId } });
    this.#context.changed('history');
    return true;
  }

  /** Nothing is left to compare. */
  forget(): void {
    this.#index = null;
    this.#previews = new Map();
    this.#copies.forget();
  }

  #wait(group: readonly Uncompared[], word: string): void {
    this.#tables.together(() => {
      for (const { placementId } of group) {
        // The photo is not to blame: no attempt is used up.
        const work = this.#tables.placements.get(placementId);
        const ms = waitAfter(this.#context.policy, 1, this.#context.clock.random());
        this.#tables.placements.tryLater(placementId, work?.attempts ?? 0, this.#context.clock.now() + ms, word);
      }
    });
  }

  #recordTrouble(group: readonly Uncompared[], trouble: Trouble): void {
    const outcome = outcomeOf(trouble);
    recordResult(this.#context.breakers.commit, outcome);
    if (outcome.kind === 'account') this.#context.account.report(trouble);
    else if (outcome.kind === 'held')
      holdAlbum(this.#context, group[0]?.albumId ?? 0, isAlbumRefusal(outcome.reason) ? outcome.reason : null);
    else if (outcome.kind !== 'stopped') this.#countAttempts(group, troubleWord(trouble));
  }

  /** A list that fails for ever must come to an end, as any step does: a person is asked then. */
  #countAttempts(group: readonly Uncompared[], word: string): void {
    this.#tables.together(() => {
      for (const { placementId } of group) {
        const work = this.#tables.placements.get(placementId);
        if (work !== null) countAttempt(this.#context, work, word);
      }
    });
  }

  /** false: not now; the photos wait in their rows. */
  async #list(
    remote: OkApi,
    album: ComparedAlbum,
    group: readonly Uncompared[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const albumId = group[0]?.albumId ?? 0;
    const answer = await remote.albumPhotos(album, { sinceMs: album.sinceMs - marginMs }, signal);
    if (!answer.ok) {
      this.#recordTrouble(group, answer.trouble);
      return false;
    }
    recordResult(this.#context.breakers.commit, { kind: 'moved', value: null });
    await inSlices(this.#tables, this.#tables.remoteAlbumPhotos.clear(albumId), () => undefined);
    await inSlices(this.#tables, answer.value, ({ id, width, height, createdMs }) =>
      this.#tables.remoteAlbumPhotos.add(albumId, { remoteId: id, width, height, createdAtMs: createdMs }),
    );
    this.#tables.remoteAlbumPhotos.finish(albumId);
    if (album.sinceMs === 0) this.#tables.comparison.setKnownPhotos(albumId, answer.value.length);
    this.#previews = new Map(answer.value.map(({ id, previewUrl }) => [id, previewUrl]));
    return true;
  }

  async #indexOf(albumId: number, { listedAtMs }: ComparedAlbum): Promise<RemoteAlbumIndex> {
    if (this.#index?.albumId !== albumId || this.#index.listedAtMs !== listedAtMs)
      this.#index = await readRemoteAlbum(this.#tables, albumId, listedAtMs);
    return this.#index;
  }

  /**
   * Reads the fingerprints of our photos that have a match by dimensions, and of those matches. false: not all of them
   * yet.
   */
  async #readFingerprints(
    remote: OkApi,
    ours: readonly Uncompared[],
    index: RemoteAlbumIndex,
    signal: AbortSignal,
  ): Promise<boolean> {
    if ((await this.#fingerprints.ofOurs(ours)).kind !== 'complete') {
      this.#wait(ours, 'no pictures now');
      return false;
    }
    const missing = index.withoutFingerprint(ours, picturesAtOnce + 1);
    const asked = missing.slice(0, picturesAtOnce);
    const reading = await this.#fingerprints.ofRemote(remote, index.albumId, asked, this.#previews, signal);
    index.noteFingerprints(asked);
    if (reading.kind === 'trouble') this.#recordTrouble(ours, reading.trouble);
    else if (reading.kind === 'later' && !signal.aborted) this.#wait(ours, 'no pictures now');
    return reading.kind === 'complete' && missing.length <= picturesAtOnce;
  }

  #decide(one: Uncompared, { same, unsure }: SimilarPhotos, fillings: number): void {
    const now = this.#tables.placements.get(one.placementId);
    // A person may have sent it to another album meanwhile.
    if (!isUnsent(now?.state) || now?.albumId !== one.albumId || this.#tables.receipts.recognise(one)) return;
    if (same.length + unsure.length === 0 && !this.#tables.receipts.isOfUnknownAlbum(one.sha256)) {
      this.#tables.comparison.clear(one.placementId, fillings);
      return;
    }
    const [likely] = same;
    const candidates = [...same, ...unsure].slice(0, candidatesNamed);
    // Several photos of a burst look the same: a person decides which one it is.
    const isProbable = likely !== undefined && same.length === 1;
    this.#tables.placements.apply(one.placementId, 'held', {
      reason: isProbable ? 'probably_there' : 'maybe_there',
      detail: {
        candidates: candidates.join(' '),
        ...(isProbable ? { likely } : {}),
        until: this.#tables.comparison.newestListedMs(one.albumId),
      },
    });
    this.#tables.comparison.noteSeen(one.placementId, fillings);
    this.#context.changed('problems');
  }
}
