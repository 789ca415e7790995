// One album's photos on the service, held ready while ours are compared with them: read once, found by their sides. Decides nothing.
import type { RemoteFingerprint } from '../db/listed-photos.ts';
import type { Uncompared } from '../db/comparison.ts';
import type { Tables } from '../db/library.ts';
import { inSlices } from '../db/slices.ts';
import { byDimensions, type DimensionsGroup } from './by-dimensions.ts';
import { similarity, fingerprintFrom, type Fingerprint } from './similarity.ts';

interface Listed extends RemoteFingerprint {
  turns: readonly Fingerprint[] | null;
  /** Found to be one of ours by now: it is no other's. */
  isOwned: boolean;
}

export interface Alike {
  /** All that look the same. */
  same: readonly string[];
  /** Of those that may be it, or of which nothing is known, the first ones. */
  unsure: readonly string[];
}

export interface RemoteAlbumIndex {
  readonly albumId: number;
  readonly listedAtMs: number | null;
  /** Whether anything there has sides that this one of ours can have there. */
  hasFitting(one: Uncompared): boolean;
  /** Photos that fit one of these, that nobody owns and nobody has looked at: at most so many. */
  unseen(group: readonly Uncompared[], limit: number): RemoteFingerprint[];
  /** Their looks are known now. */
  learned(photos: readonly RemoteFingerprint[]): void;
  alike(one: Uncompared, unsureAtMost: number): Alike;
}

/** Read in slices. What is listed later is not in it: whoever keeps it compares `listedAtMs`. */
export async function readRemoteAlbum(
  tables: Tables,
  albumId: number,
  listedAtMs: number | null,
): Promise<RemoteAlbumIndex> {
  const sides = byDimensions<Listed>();
  const notSeen = new Map<DimensionsGroup<Listed>, Listed[]>();
  const times = new Map<string, number>();

  function count(photo: RemoteFingerprint, by: 1 | -1): void {
    const [upright] = photo.fingerprints ?? [];
    if (upright !== undefined) times.set(upright, (times.get(upright) ?? 0) + by);
  }

  function isOwned(photo: Listed): boolean {
    if (!photo.isOwned && tables.receipts.isOwned(photo.remoteId)) {
      photo.isOwned = true;
      count(photo, -1);
    }
    return photo.isOwned;
  }

  /** What several photos of an album show exactly alike may be a picture that stands for all that have none: it says nothing. */
  function turnsOf(photo: Listed): readonly Fingerprint[] {
    const [upright] = photo.fingerprints ?? [];
    if (upright === undefined || times.get(upright) !== 1) return [];
    return (photo.turns ??= (photo.fingerprints ?? []).map(fingerprintFrom));
  }

  /** The last ones first, so that those that are done with are not gone through again. */
  function notSeenOf(group: DimensionsGroup<Listed>): Listed[] {
    const waiting = notSeen.get(group) ?? [...group.photos].reverse();
    notSeen.set(group, waiting);
    for (let last = waiting.at(-1); last !== undefined && last.fingerprints !== null; last = waiting.at(-1))
      waiting.pop();
    return waiting;
  }

  await inSlices(tables, tables.listedPhotos.ofAlbum(albumId), (photo) => {
    sides.add({ ...photo, turns: null, isOwned: false });
    count(photo, 1);
  });

  return {
    albumId,
    listedAtMs,
    hasFitting: (one) => sides.fitting(one).length > 0,
    unseen(group, limit) {
      const found: Listed[] = [];
      for (const fitting of new Set(group.flatMap((one) => sides.fitting(one)))) {
        const waiting = notSeenOf(fitting);
        for (let index = waiting.length - 1; index >= 0 && found.length < limit; index--) {
          const photo = waiting[index];
          if (photo !== undefined && photo.fingerprints === null && !isOwned(photo)) found.push(photo);
        }
      }
      return found;
    },
    learned(photos) {
      for (const photo of photos) count(photo, 1);
    },
    alike(one, unsureAtMost) {
      const ours = one.fingerprint === null || one.fingerprint === '' ? null : fingerprintFrom(one.fingerprint);
      const same: string[] = [];
      const unsure: string[] = [];
      for (const { photos } of sides.fitting(one)) {
        for (const photo of photos) {
          if (photo.isOwned) continue;
          const how = similarity(ours, turnsOf(photo));
          if (how === 'other' || (how === 'unsure' && unsure.length >= unsureAtMost)) continue;
          if (!isOwned(photo)) (how === 'same' ? same : unsure).push(photo.remoteId);
        }
      }
      return { same, unsure };
    },
  };
}
