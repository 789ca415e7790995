// Fingerprints for the comparing after a restore, kept in the library.
import type { Trouble } from '../../ok/answer.ts';
import type { OkApi } from '../../ok/api.ts';
import type { Uncompared } from '../db/comparison.ts';
import type { Tables } from '../db/tables.ts';
import type { RemoteFingerprint } from '../db/remote-album-photos.ts';
import type { FingerprintSource } from './fingerprint-source.ts';

/** `later`: some are missing and are asked for again; those that were made are kept. */
export type FingerprintReading = { kind: 'complete' } | { kind: 'later' } | { kind: 'trouble'; trouble: Trouble };

export class StoredFingerprints {
  readonly #source: FingerprintSource;
  readonly #photos: Pick<Tables['photos'], 'keepFingerprint'>;
  readonly #remoteAlbumPhotos: Pick<Tables['remoteAlbumPhotos'], 'keepFingerprints'>;
  readonly #fileOf: (placementId: number) => string | null;

  /** `fileOf`: absolute path of a file with the placement's photo; null when there is none. */
  constructor(
    source: FingerprintSource,
    tables: {
      photos: Pick<Tables['photos'], 'keepFingerprint'>;
      remoteAlbumPhotos: Pick<Tables['remoteAlbumPhotos'], 'keepFingerprints'>;
    },
    fileOf: (placementId: number) => string | null,
  ) {
    this.#source = source;
    this.#photos = tables.photos;
    this.#remoteAlbumPhotos = tables.remoteAlbumPhotos;
    this.#fileOf = fileOf;
  }

  /** Fills in `fingerprint` of our photos where it is missing; '' where there is nothing to compare by. */
  async ofOurs(photos: readonly Uncompared[]): Promise<FingerprintReading> {
    const isComplete = await this.#source.ofOurs(
      photos.filter(({ fingerprint }) => fingerprint === null),
      ({ placementId }) => this.#fileOf(placementId),
      (photo, fingerprint) => {
        photo.fingerprint = fingerprint ?? '';
        this.#photos.keepFingerprint(photo.photoId, photo.fingerprint);
      },
    );
    return { kind: isComplete ? 'complete' : 'later' };
  }

  /** Fills in `fingerprints` of at most 100 photos of this album on the service. `previews`: where it shows them. */
  async ofRemote(
    api: Pick<OkApi, 'photosInfo'>,
    albumId: number,
    photos: readonly RemoteFingerprint[],
    previews: ReadonlyMap<string, string | null>,
    signal: AbortSignal,
  ): Promise<FingerprintReading> {
    if (photos.length === 0) return { kind: 'complete' };
    // The address of a preview may give access by itself, so it is never stored: a later run asks for it.
    const unknown = photos.map(({ remoteId }) => remoteId).filter((id) => !previews.has(id));
    const asked = unknown.length === 0 ? null : await api.photosInfo(unknown, signal);
    if (asked?.ok === false) return { kind: 'trouble', trouble: asked.trouble };
    const told = asked?.value ?? [];
    const isComplete = await this.#source.ofPreviews(
      `compare-${albumId}`,
      photos,
      new Map([...previews, ...told.map(({ id, previewUrl }) => [id, previewUrl] as const)]),
      (photo, fingerprints) => {
        photo.fingerprints = fingerprints;
        this.#remoteAlbumPhotos.keepFingerprints(albumId, photo.remoteId, fingerprints);
      },
      signal,
    );
    return { kind: isComplete ? 'complete' : 'later' };
  }
}
