// The photos that are in a step right now, in the rows that the window and the terminal draw. In memory only.
import { nameInGroup } from '../../../shared/library/album.ts';
import { readableName } from '../../../shared/readable-names.ts';
import type { Lane } from '../../../shared/snapshot.ts';
import type { PlacementWork } from '../db/placement-work.ts';

export type LaneStep = Lane['step'];

export interface LaneHandle {
  /** Bytes of the whole lane sent so far. */
  sent(bytes: number): void;
  /** The step is over, whatever it came to. */
  end(): void;
}

interface Entry {
  photo: PlacementWork;
  step: LaneStep;
  sentBytes: number;
  totalBytes: number;
  /** null: shown in no row. */
  row: number | null;
}

/**
 * One entry for each photo in a step, and one for each upload request. A photo that is being sent always has a row; the
 * other steps are shown in the rows that are free. A photo keeps its row until the step ends or a photo that is being
 * sent needs it, and gets the same row for its next step if that is still free.
 */
export class Lanes {
  readonly #entries = new Set<Entry>();
  /** By row: the photo that was last in it. */
  readonly #lastIn = new Map<number, number>();
  /** Uploads that may run at once: the rows there are. */
  readonly #rows: () => number;

  constructor(rows: () => number) {
    this.#rows = rows;
  }

  begin(step: LaneStep, photo: PlacementWork, totalBytes: number): LaneHandle {
    const entry: Entry = { photo, step, sentBytes: 0, totalBytes, row: null };
    if (step === 'sending') entry.row = this.#rowForSending(photo);
    if (step === 'committing') entry.sentBytes = totalBytes;
    this.#entries.add(entry);
    return {
      sent(bytes) {
        entry.sentBytes = Math.min(bytes, totalBytes);
      },
      end: () => {
        this.#entries.delete(entry);
        if (entry.row !== null) this.#lastIn.set(entry.row, photo.placementId);
      },
    };
  }

  /** Uploads that run, and their bytes so far. */
  sending(): { lanes: number; bytes: number } {
    const all = [...this.#entries].filter(({ step }) => step === 'sending');
    return { lanes: all.length, bytes: all.reduce((sum, { sentBytes }) => sum + sentBytes, 0) };
  }

  /** By row. Photos without a row get those that have become free: nearest to its end first. */
  shown(): Lane[] {
    const waiting = [...this.#entries].filter(({ row }) => row === null);
    const order = (['committing', 'reserving', 'converting'] as const).flatMap((step) =>
      waiting.filter((entry) => entry.step === step),
    );
    for (const entry of order) {
      entry.row = this.#freeRow(entry.photo);
      if (entry.row === null) break;
    }
    return [...this.#entries]
      .flatMap((entry) => (entry.row === null ? [] : [laneOf(entry, entry.row)]))
      .sort((a, b) => a.lane - b.lane);
  }

  /** The photo's former row, or the lowest one; null: none is free. */
  #freeRow({ placementId }: PlacementWork): number | null {
    const taken = new Set([...this.#entries].map(({ row }) => row));
    const free = Array.from({ length: this.#rows() }, (_, row) => row).filter((row) => !taken.has(row));
    return free.find((row) => this.#lastIn.get(row) === placementId) ?? free[0] ?? null;
  }

  /** If no row is free, takes the row of a photo that is not being sent; if all are being sent, adds a row. */
  #rowForSending(photo: PlacementWork): number {
    const free = this.#freeRow(photo);
    if (free !== null) return free;
    const sending = new Set([...this.#entries].filter(({ step }) => step === 'sending').map(({ row }) => row));
    const row = lowestNotIn(sending);
    for (const entry of this.#entries) if (entry.row === row) entry.row = null;
    return row;
  }
}

function lowestNotIn(taken: ReadonlySet<number | null>): number {
  let row = 0;
  while (taken.has(row)) row += 1;
  return row;
}

function laneOf({ photo, step, sentBytes, totalBytes }: Entry, row: number): Lane {
  const { sent, conversionPlan, format, album } = photo;
  const copyFormat = sent === null ? (conversionPlan?.toFormat ?? null) : sent.format;
  return {
    lane: row,
    fileId: photo.fileId ?? 0,
    name: photo.path === null ? '' : readableName(photo.path),
    folderTitle: photo.folderTitle,
    albumTitle:
      album.kind === 'personal'
        ? null
        : nameInGroup(album.title, album.groupId === null ? null : { id: album.groupId, name: album.groupName ?? '' }),
    step,
    converts: conversionPlan !== null,
    sentBytes,
    totalBytes,
    thumbnail: photo.hasThumbnail ? photo.sha256 : null,
    ...shownSides(photo),
    becomes: copyFormat === format ? null : copyFormat,
  };
}

/** Turned as a person sees it. */
function shownSides({ width, height, orientation }: PlacementWork): Pick<Lane, 'width' | 'height'> {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}
