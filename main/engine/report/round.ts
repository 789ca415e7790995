// One round of work: from the first photo until nothing has been left to check or send for some seconds. Its numbers
// only grow, unless a person takes photos out.
import { calmAfterMs } from './steady-status.ts';

/** Photos that a person's decision takes out leave the queue in slices: the totals may fall for so long. */
const fallsForMs = 10_000;

interface Amount {
  photos: number;
  bytes: number;
}

/** The work at the moment of an update. */
export interface RoundWork {
  /** Photos to be sent, also where their drive is away; not those of folders that are paused or not started. */
  waiting: Amount;
  checking: number;
  scanning: boolean;
  /** Bytes that running lanes have sent. */
  inFlight: number;
  lanes: number;
}

export interface RoundNumbers {
  photosDone: number;
  photosTotal: number;
  bytesDone: number;
  bytesTotal: number;
  /** Bytes still to be sent; less than the difference of the totals when photos have left the round. */
  bytesLeft: number;
  /** Files are being found or checked, or were a moment ago. */
  growing: boolean;
}

export interface Round {
  /** All bytes of a photo are sent and it is not public yet: they count as done. */
  arrived(placementId: number, bytes: number): void;
  /** Its bytes are sent once more, under the same reservation. */
  sentAgain(placementId: number): void;
  /** A photo became done. */
  done(placementId: number, bytes: number): void;
  /** A person decided something: the totals may fall. */
  personDecided(): void;
  /**
   * Returns the numbers now; the same ones again when no time has passed.
   * `onTheirWay`: filters to photos that are sent and may still become public; held or removed ones leave the totals.
   */
  update(work: RoundWork, onTheirWay: (placementIds: readonly number[]) => readonly number[]): RoundNumbers;
  /** Photos that became done in the running round; 0 when it is over. */
  sent(): number;
  /** When a photo last became done, on the steady clock; null: none has since the start. */
  lastDoneAt(): number | null;
  /** The numbers will change by the passing of time alone. */
  isSettling(): boolean;
}

const nothing: RoundNumbers = {
  photosDone: 0,
  photosTotal: 0,
  bytesDone: 0,
  bytesTotal: 0,
  bytesLeft: 0,
  growing: false,
};

/** `steady`: milliseconds that never go back. */
export function openRound(steady: () => number): Round {
  const waitingForCommit = new Map<number, number>();
  let here: Amount = { photos: 0, bytes: 0 };
  let told = nothing;
  let isOver = true;
  /** Since when nothing has been left to do; null: something is. */
  let calmSince: number | null = null;
  let doneAt: number | null = null;
  let grewAt = Number.NEGATIVE_INFINITY;
  let fallsUntil = Number.NEGATIVE_INFINITY;

  function begin(): void {
    isOver = false;
    told = nothing;
  }

  /** The numbers stay until the next round begins: «all done» is shown with how many. */
  function end(): void {
    isOver = true;
    told = { ...told, photosTotal: here.photos, bytesDone: here.bytes, bytesTotal: here.bytes, growing: false };
    here = { photos: 0, bytes: 0 };
    waitingForCommit.clear();
  }

  function sentBytes(inFlight: number, onTheirWay: (ids: readonly number[]) => readonly number[]): number {
    if (waitingForCommit.size > 0) {
      const there = new Set(onTheirWay([...waitingForCommit.keys()]));
      for (const id of waitingForCommit.keys()) if (!there.has(id)) waitingForCommit.delete(id);
    }
    return [...waitingForCommit.values()].reduce((sum, bytes) => sum + bytes, inFlight);
  }

  return {
    arrived: (placementId, bytes) => void waitingForCommit.set(placementId, bytes),
    sentAgain: (placementId) => void waitingForCommit.delete(placementId),
    done(placementId, bytes) {
      waitingForCommit.delete(placementId);
      here = { photos: here.photos + 1, bytes: here.bytes + bytes };
      // A photo may come, be sent and be done between two updates.
      calmSince = null;
      doneAt = steady();
    },
    personDecided() {
      fallsUntil = steady() + fallsForMs;
    },
    update({ waiting, checking, scanning, inFlight, lanes }, onTheirWay) {
      const now = steady();
      const hasWork = waiting.photos > 0 || checking > 0 || lanes > 0;
      if (isOver && (hasWork || here.photos > 0)) begin();
      if (hasWork || scanning) calmSince = null;
      else calmSince ??= now;
      if (isOver) return told;

      if (checking > 0 || scanning) grewAt = now;
      const bytesOut = sentBytes(inFlight, onTheirWay);
      const total: Amount = { photos: here.photos + waiting.photos, bytes: here.bytes + waiting.bytes };
      const falls = now < fallsUntil;
      const bytesLeft = Math.max(0, waiting.bytes - bytesOut);
      const bytesTotal = falls ? total.bytes : Math.max(told.bytesTotal, total.bytes);
      told = {
        photosDone: here.photos,
        photosTotal: falls ? total.photos : Math.max(told.photosTotal, total.photos),
        // Photos that left the round count as done here, so that the bar reaches its end.
        bytesDone: Math.min(bytesTotal, Math.max(falls ? 0 : told.bytesDone, bytesTotal - bytesLeft)),
        bytesTotal,
        bytesLeft,
        growing: now - grewAt < calmAfterMs,
      };
      if (calmSince !== null && now - calmSince >= calmAfterMs) end();
      return told;
    },
    sent: () => here.photos,
    lastDoneAt: () => doneAt,
    isSettling: () => !isOver && calmSince !== null,
  };
}
