// Fingerprints for uncertain commits, ours and those of the album's photos, kept in memory until the album is resolved.
import type { RemotePhoto } from '../../ok/api.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import type { FingerprintSource } from './fingerprint-source.ts';
import type { CompareFingerprints } from './match-uncertain-commits.ts';
import { SharedPictures } from './shared-pictures.ts';
import { fingerprintFrom, similarity, type Fingerprint } from './similarity.ts';

/** Previews of one album; the photos beyond them are matched by dimensions and time only. */
const mostPreviews = 100;

interface AlbumFingerprints {
  isEarly: boolean;
  /** By placement; null where the photo has no thumbnail any more. */
  ours: Map<number, Fingerprint | null>;
  /** By the photo's id on the service, each way round; empty where the preview shows nothing of the photo. */
  remote: Map<string, readonly string[]>;
}

export class CommitFingerprints {
  readonly #source: FingerprintSource;
  readonly #albums = new Map<number, AlbumFingerprints>();

  constructor(source: FingerprintSource) {
    this.#source = source;
  }

  /**
   * `isEarly`: the service may still be carrying out the commits. It may show a stand-in for a photo that it has just
   * taken, so previews that were fetched early are fetched once more afterwards. null: some fingerprints cannot be made
   * now, and the same is asked again.
   */
  async compare(
    albumId: number,
    works: readonly PlacementWork[],
    photos: readonly RemotePhoto[],
    isEarly: boolean,
    signal: AbortSignal,
  ): Promise<CompareFingerprints | null> {
    const album = this.#albumOf(albumId, isEarly);
    const { ours, remote } = album;
    const areOursComplete = await this.#source.ofOurs(
      works.filter(({ placementId }) => !ours.has(placementId)),
      // The thumbnail is named by the photo's hash; the file may hold another picture by now.
      () => null,
      ({ placementId }, made) => ours.set(placementId, made === null ? null : fingerprintFrom(made)),
    );
    if (!areOursComplete) return null;
    const missing = photos.slice(0, mostPreviews).filter(({ id }) => !remote.has(id));
    const isComplete = await this.#source.ofPreviews(
      `commits-${albumId}`,
      missing.map(({ id, width, height }) => ({ remoteId: id, width, height })),
      new Map(missing.map(({ id, previewUrl }) => [id, previewUrl])),
      ({ remoteId }, fingerprints) => remote.set(remoteId, fingerprints),
      signal,
    );
    return isComplete ? comparisonOf(works, album) : null;
  }

  /** The album has no uncertain commits any more. */
  forget(albumId: number): void {
    this.#albums.delete(albumId);
  }

  #albumOf(albumId: number, isEarly: boolean): AlbumFingerprints {
    const known = this.#albums.get(albumId);
    const album = known?.isEarly === isEarly ? known : { isEarly, ours: new Map(), remote: new Map() };
    this.#albums.set(albumId, album);
    return album;
  }
}

function comparisonOf(works: readonly PlacementWork[], { ours, remote }: AlbumFingerprints): CompareFingerprints {
  const pictures = new SharedPictures();
  for (const fingerprints of remote.values()) pictures.add(fingerprints);
  const turns = new Map([...remote].map(([id, fingerprints]) => [id, fingerprints.map(fingerprintFrom)]));
  const shared = new Set([...remote].filter(([, fingerprints]) => pictures.isShared(fingerprints)).map(([id]) => id));
  const shownOtherwise = new Set(works.filter(mayBeShownOtherwise).map(({ placementId }) => placementId));
  return (placementId, photoId) => {
    const our = ours.get(placementId) ?? null;
    const their = turns.get(photoId) ?? [];
    const found = similarity(our, their);
    // Two pictures were compared and are not clearly the same: a person has to see that.
    if (found === 'unsure' && our !== null && their.length > 0) return 'unlikely';
    if (found === 'other') return shared.has(photoId) || shownOtherwise.has(placementId) ? 'unlikely' : 'other';
    return shared.has(photoId) ? 'unsure' : found;
  };
}

/**
 * Not known: on which background the service shows a transparent picture, which frame of a moving one, and whether it
 * mirrors a picture as EXIF says.
 */
function mayBeShownOtherwise({ sent, format, orientation }: PlacementWork): boolean {
  const sentFormat = sent?.format ?? format;
  return (sentFormat !== 'jpeg' && sentFormat !== 'heic') || [2, 4, 5, 7].includes(orientation);
}
