// What is on its way right now: lanes, bytes sent, speed, the round's totals. In memory only; a restart begins anew.
import type { Lane } from '../../shared/snapshot.ts';
import type { Clock } from './ports.ts';

/** Speeds kept for the line on screen: one a second. */
const samplesKept = 60;
/** Seconds of the moving average that «time left» is made of. */
const averageOver = 20;
/** Before so many seconds of sending, no time left is told. */
const steadyAfter = 5;

export interface Traffic {
  /** Takes the lowest free lane. `end` frees it. */
  begin(lane: Omit<Lane, 'lane' | 'sentBytes'>): LaneHandle;
  lanes(): Lane[];
  /** All bytes of a photo have been sent, and it is not public yet: they count as done. */
  arrived(placementId: number, bytes: number): void;
  /** Its bytes go once more, under the same reservation. */
  sentAgain(placementId: number): void;
  /** A photo became done in this round. */
  done(placementId: number, bytes: number): void;
  /** Bytes a second, a moving average; 0 when nothing is sent. */
  speed(): number;
  speeds(): number[];
  /** `onTheirWay`: which of these are sent and may still become public; the others (held, asked about, left out) count no more. */
  round(
    waiting: { photos: number; bytes: number },
    onTheirWay: (placementIds: readonly number[]) => readonly number[],
  ): {
    photosDone: number;
    photosTotal: number;
    bytesDone: number;
    bytesTotal: number;
    secondsLeft: number | null;
  };
  /** Bytes of photo files put on the wire since the start, repeated ones too. */
  bytesSent(): number;
}

export interface LaneHandle {
  step(step: Lane['step']): void;
  /** Of the whole lane's photo, not of this call. */
  sent(bytes: number): void;
  end(): void;
}

export function openTraffic(clock: Clock): Traffic {
  const running = new Map<number, Lane>();
  const samples: number[] = [];
  let second = Math.floor(clock.steady() / 1000);
  let inThisSecond = 0;
  let total = 0;
  let doneHere = { photos: 0, bytes: 0 };
  const waitingForCommit = new Map<number, number>();

  function roll(): void {
    const nowSecond = Math.floor(clock.steady() / 1000);
    if (nowSecond === second) return;
    const idle = Math.min(nowSecond - second - 1, samplesKept);
    samples.push(inThisSecond, ...Array.from<number>({ length: idle }).fill(0));
    samples.splice(0, Math.max(0, samples.length - samplesKept));
    second = nowSecond;
    inThisSecond = 0;
  }

  function speed(): number {
    roll();
    const recent = samples.slice(-averageOver);
    const from = recent.findIndex((one) => one > 0);
    if (from === -1) return 0;
    const counted = recent.slice(from);
    return counted.reduce((sum, one) => sum + one, 0) / counted.length;
  }

  return {
    begin(lane) {
      let number = 0;
      while (running.has(number)) number += 1;
      const entry: Lane = { ...lane, lane: number, sentBytes: 0 };
      running.set(number, entry);
      return {
        step(step) {
          entry.step = step;
        },
        sent(bytes) {
          roll();
          const more = Math.max(0, bytes - entry.sentBytes);
          entry.sentBytes = Math.min(bytes, entry.totalBytes);
          inThisSecond += more;
          total += more;
        },
        end() {
          running.delete(number);
        },
      };
    },
    lanes: () => [...running.values()].sort((a, b) => a.lane - b.lane).map((lane) => ({ ...lane })),
    arrived: (placementId, bytes) => void waitingForCommit.set(placementId, bytes),
    sentAgain: (placementId) => void waitingForCommit.delete(placementId),
    done(placementId, bytes) {
      waitingForCommit.delete(placementId);
      doneHere = { photos: doneHere.photos + 1, bytes: doneHere.bytes + bytes };
    },
    speed,
    speeds() {
      roll();
      return [...samples];
    },
    round(waiting, onTheirWay) {
      if (waiting.photos === 0 && running.size === 0) {
        const finished = {
          photosDone: doneHere.photos,
          photosTotal: doneHere.photos,
          bytesDone: doneHere.bytes,
          bytesTotal: doneHere.bytes,
          secondsLeft: null,
        };
        doneHere = { photos: 0, bytes: 0 };
        waitingForCommit.clear();
        return finished;
      }
      if (waitingForCommit.size > 0) {
        const there = new Set(onTheirWay([...waitingForCommit.keys()]));
        for (const id of waitingForCommit.keys()) if (!there.has(id)) waitingForCommit.delete(id);
      }
      const sent = [...[...running.values()].map((lane) => lane.sentBytes), ...waitingForCommit.values()];
      const bytesTotal = doneHere.bytes + waiting.bytes;
      const bytesDone = Math.min(
        bytesTotal,
        sent.reduce((sum, bytes) => sum + bytes, doneHere.bytes),
      );
      const rate = speed();
      const steady = samples.filter((one) => one > 0).length >= steadyAfter;
      return {
        photosDone: doneHere.photos,
        photosTotal: doneHere.photos + waiting.photos,
        bytesDone,
        bytesTotal,
        secondsLeft: rate > 0 && steady ? Math.ceil((bytesTotal - bytesDone) / rate) : null,
      };
    },
    bytesSent: () => total,
  };
}
