// Makes fingerprints of our photos and of the pictures that the service shows. Keeps none of them.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thumbnailPath, type FingerprintOutcome } from '../../../shared/facts.ts';
import type { Picture } from '../../ok/picture.ts';
import type { Imaging } from '../ports.ts';
import { showsWhole } from './similarity.ts';

/** Previews that are fetched side by side; no person waits for them. */
const lanes = 3;
/** After so many failed fetches the preview counts as one that shows nothing. */
const triesAllowed = 3;

export interface FingerprintPorts {
  imaging: Pick<Imaging, 'fingerprint'>;
  fetchPicture(url: string, signal: AbortSignal): Promise<Picture>;
  thumbnailFolder: string;
  /** Previews are written here for the imaging process, and removed. */
  previewFolder: string;
}

/** A photo on the service, with the dimensions in pixels that the service tells. */
export interface PreviewedPhoto {
  remoteId: string;
  width: number | null;
  height: number | null;
}

export class FingerprintSource {
  readonly #ports: FingerprintPorts;
  /** Failed fetches, by the photo's id on the service. */
  readonly #tries = new Map<string, number>();

  constructor(ports: FingerprintPorts) {
    this.#ports = ports;
  }

  /**
   * Makes the upright fingerprint of each photo: of its thumbnail, or of its file where the thumbnail is gone and
   * `fileOf` names one. `learned` gets null where neither can be read. false: imaging is not available now, and the
   * photos that are left are asked for again.
   */
  async ofOurs<T extends { sha256: string }>(
    photos: readonly T[],
    fileOf: (photo: T) => string | null,
    learned: (photo: T, fingerprint: string | null) => void,
  ): Promise<boolean> {
    for (const photo of photos) {
      const made = await this.#ofThumbnailOrFile(photo.sha256, () => fileOf(photo));
      if (made.kind === 'unavailable') return false;
      learned(photo, made.kind === 'fingerprint' ? (made.turns[0] ?? null) : null);
    }
    return true;
  }

  /**
   * Fetches the previews at `addresses` (by id) and makes their fingerprints, each way round. `learned` gets an empty
   * list where the preview shows nothing of the photo. `name` is for the files on the way; one run at a time may use
   * it. false: not every preview could be had now, and the photos that are left are asked for again.
   */
  async ofPreviews<T extends PreviewedPhoto>(
    name: string,
    photos: readonly T[],
    addresses: ReadonlyMap<string, string | null>,
    learned: (photo: T, fingerprints: readonly string[]) => void,
    signal: AbortSignal,
  ): Promise<boolean> {
    await mkdir(this.#ports.previewFolder, { recursive: true }).catch(() => undefined);
    let isComplete = true;
    const waiting = [...photos];
    const lane = async (number: number): Promise<void> => {
      for (let photo = waiting.shift(); photo !== undefined; photo = waiting.shift()) {
        if (signal.aborted) return;
        const path = join(this.#ports.previewFolder, `${name}-${number}.part`);
        const fingerprints = await this.#ofPreview(photo, addresses.get(photo.remoteId) ?? null, path, signal);
        if (fingerprints === null) isComplete = false;
        else if (!signal.aborted) learned(photo, fingerprints);
      }
    };
    await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
    return isComplete && !signal.aborted;
  }

  async #ofThumbnailOrFile(sha256: string, file: () => string | null): Promise<FingerprintOutcome> {
    const { imaging, thumbnailFolder } = this.#ports;
    const made = await imaging.fingerprint(join(thumbnailFolder, thumbnailPath(sha256)));
    if (made.kind !== 'none') return made;
    const path = file();
    return path === null ? made : imaging.fingerprint(path);
  }

  /** null: not now. */
  async #ofPreview(
    photo: PreviewedPhoto,
    address: string | null,
    path: string,
    signal: AbortSignal,
  ): Promise<readonly string[] | null> {
    const picture = address === null ? ({ kind: 'none' } as const) : await this.#ports.fetchPicture(address, signal);
    if (picture.kind === 'none') return [];
    if (picture.kind === 'later') return this.#hasTriesLeft(photo) ? null : [];
    try {
      // Bytes from the network are decoded in the imaging process, which may die of them.
      const isWritten = await writeFile(path, picture.bytes).then(
        () => true,
        () => false,
      );
      if (!isWritten) return null;
      const made = await this.#ports.imaging.fingerprint(path);
      if (made.kind === 'unavailable') return null;
      return made.kind === 'fingerprint' && showsWhole(made, photo) ? made.turns : [];
    } finally {
      await rm(path, { force: true }).catch(() => undefined);
    }
  }

  #hasTriesLeft({ remoteId }: PreviewedPhoto): boolean {
    const tries = (this.#tries.get(remoteId) ?? 0) + 1;
    this.#tries.set(remoteId, tries);
    return tries < triesAllowed;
  }
}
