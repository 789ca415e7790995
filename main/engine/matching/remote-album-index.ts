// One album's photos on the service, read once after a restore and found by their dimensions.
import type { Uncompared } from '../db/comparison.ts';
import type { Tables } from '../db/tables.ts';
import type { RemoteFingerprint } from '../db/remote-album-photos.ts';
import { inSlices } from '../db/storage/slices.ts';
import { indexByDimensions, type DimensionsGroup, type DimensionsIndex } from './by-dimensions.ts';
import type { IsDenied } from './denied-candidates.ts';
import { SharedPictures } from './shared-pictures.ts';
import { similarity, fingerprintFrom, type Fingerprint } from './similarity.ts';

interface IndexedPhoto extends RemoteFingerprint {
  /** Its fingerprints as numbers; null until they are needed. */
  turns: readonly Fingerprint[] | null;
  /** It is known to be one of ours by now, so it is no other's. */
  isOwned: boolean;
}

/** Ids on the service. */
export interface SimilarPhotos {
  /** All that look the same. */
  same: readonly string[];
  /** The first of those that may be the same, or of which nothing is known. */
  unsure: readonly string[];
}

type IndexTables = Pick<Tables, 'together'> & {
  remoteAlbumPhotos: Pick<Tables['remoteAlbumPhotos'], 'ofAlbum'>;
  receipts: Pick<Tables['receipts'], 'isOwned'>;
};

/** Reads the album in slices. Photos that are listed later are not in the index: its keeper compares `listedAtMs`. */
export async function readRemoteAlbum(
  tables: IndexTables,
  albumId: number,
  listedAtMs: number | null,
): Promise<RemoteAlbumIndex> {
  const index = new RemoteAlbumIndex(albumId, listedAtMs, (remoteId) => tables.receipts.isOwned(remoteId));
  await inSlices(tables, tables.remoteAlbumPhotos.ofAlbum(albumId), (photo) => index.add(photo));
  return index;
}

export class RemoteAlbumIndex {
  readonly albumId: number;
  readonly listedAtMs: number | null;
  readonly #isOwnedNow: (remoteId: string) => boolean;
  readonly #byDimensions: DimensionsIndex<IndexedPhoto> = indexByDimensions<IndexedPhoto>();
  /** Photos without a fingerprint, the next one last, so that a photo that has one is not met again. */
  readonly #waiting = new Map<DimensionsGroup<IndexedPhoto>, IndexedPhoto[]>();
  readonly #pictures = new SharedPictures();

  constructor(albumId: number, listedAtMs: number | null, isOwnedNow: (remoteId: string) => boolean) {
    this.albumId = albumId;
    this.listedAtMs = listedAtMs;
    this.#isOwnedNow = isOwnedNow;
  }

  add(photo: RemoteFingerprint): void {
    this.#byDimensions.add({ ...photo, turns: null, isOwned: false });
    this.#pictures.add(photo.fingerprints);
  }

  /** Whether any photo there has dimensions that this one of ours can have there. */
  hasFitting(ours: Uncompared): boolean {
    return this.#byDimensions.fitting(ours).length > 0;
  }

  /** At most `limit` photos that fit one of ours, that no placement owns, and that have no fingerprint yet. */
  withoutFingerprint(ours: readonly Uncompared[], limit: number): RemoteFingerprint[] {
    const found: IndexedPhoto[] = [];
    for (const group of new Set(ours.flatMap((one) => this.#byDimensions.fitting(one)))) {
      const waiting = this.#waitingOf(group);
      for (let index = waiting.length - 1; index >= 0 && found.length < limit; index--) {
        const photo = waiting[index];
        if (photo !== undefined && photo.fingerprints === null && !this.#isOwned(photo)) found.push(photo);
      }
    }
    return found;
  }

  /** `photos`: of `withoutFingerprint`, with what was filled in since. */
  noteFingerprints(photos: readonly RemoteFingerprint[]): void {
    for (const { fingerprints } of photos) this.#pictures.add(fingerprints);
  }

  /** `isDenied`: a person has said that this photo there is another one. */
  similarTo(ours: Uncompared, unsureAtMost: number, isDenied: IsDenied = () => false): SimilarPhotos {
    const fingerprint = ours.fingerprint === null || ours.fingerprint === '' ? null : fingerprintFrom(ours.fingerprint);
    const same: string[] = [];
    const unsure: string[] = [];
    for (const { photos } of this.#byDimensions.fitting(ours)) {
      for (const photo of photos) {
        if (photo.isOwned || isDenied(photo)) continue;
        const found = similarity(fingerprint, this.#turnsOf(photo));
        if (found === 'other' || (found === 'unsure' && unsure.length >= unsureAtMost)) continue;
        if (!this.#isOwned(photo)) (found === 'same' ? same : unsure).push(photo.remoteId);
      }
    }
    return { same, unsure };
  }

  #isOwned(photo: IndexedPhoto): boolean {
    if (!photo.isOwned && this.#isOwnedNow(photo.remoteId)) {
      photo.isOwned = true;
      this.#pictures.remove(photo.fingerprints);
    }
    return photo.isOwned;
  }

  #turnsOf(photo: IndexedPhoto): readonly Fingerprint[] {
    const fingerprints = photo.fingerprints ?? [];
    if (this.#pictures.isShared(fingerprints)) return [];
    return (photo.turns ??= fingerprints.map(fingerprintFrom));
  }

  #waitingOf(group: DimensionsGroup<IndexedPhoto>): IndexedPhoto[] {
    const waiting = this.#waiting.get(group) ?? [...group.photos].reverse();
    this.#waiting.set(group, waiting);
    for (let last = waiting.at(-1); last !== undefined && last.fingerprints !== null; last = waiting.at(-1))
      waiting.pop();
    return waiting;
  }
}
