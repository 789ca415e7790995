// What is being sent right now: lanes, bytes, speed, and the round they belong to. In memory only.
import type { Lane, Snapshot } from '../../../shared/snapshot.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import type { Clock } from '../ports.ts';
import { bytesToSend } from '../sending/bytes-to-send.ts';
import { Lanes, type LaneHandle, type LaneStep } from './lanes.ts';
import { openRound, type Round, type RoundWork } from './round.ts';

/** Speeds kept for the line on screen: one a second. */
const samplesKept = 60;
/** Seconds of the moving average that «time left» is made of. */
const averageOver = 20;
/** Seconds of sending before a time left is shown. */
const steadyAfter = 5;

export interface TransferProgress extends Pick<
  Round,
  'arrived' | 'sentAgain' | 'done' | 'personDecided' | 'isSettling' | 'lastDoneAt'
> {
  /** An upload begins; of several photos in one request, the first is shown. */
  beginSending(photo: PlacementWork, totalBytes: number): LaneHandle;
  /** Shows these photos in a step while `run` lasts. */
  during<T>(step: Exclude<LaneStep, 'sending'>, photos: readonly PlacementWork[], run: () => Promise<T>): Promise<T>;
  /** What is shown: at most as many as may be sent at once, those that are sent first. */
  lanes(): Lane[];
  /** Uploads that run. */
  sendingLanes(): number;
  /** Bytes a second, a moving average; 0 when nothing is sent. */
  speed(): number;
  speeds(): number[];
  round(work: Omit<RoundWork, 'inFlight' | 'lanes'>, onTheirWay: Parameters<Round['update']>[1]): Snapshot['round'];
  /** Photos of the running round that are public. */
  sentInRound(): number;
  /** Bytes of photo files put on the wire since the start, repeated ones too. */
  bytesSent(): number;
}

/** `rows`: uploads that may run at once. */
export function openTransferProgress(clock: Clock, rows: () => number): TransferProgress {
  const lanes = new Lanes(rows);
  const samples: number[] = [];
  let second = Math.floor(clock.steady() / 1000);
  let inThisSecond = 0;
  let total = 0;
  const round = openRound(() => clock.steady());

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
    beginSending(photo, totalBytes) {
      const lane = lanes.begin('sending', photo, totalBytes);
      let sentBytes = 0;
      return {
        sent(bytes) {
          roll();
          const more = Math.max(0, bytes - sentBytes);
          sentBytes = Math.min(bytes, totalBytes);
          lane.sent(bytes);
          inThisSecond += more;
          total += more;
        },
        end: lane.end,
      };
    },
    async during(step, photos, run) {
      const handles = photos.map((photo) => lanes.begin(step, photo, bytesToSend(photo)));
      try {
        return await run();
      } finally {
        for (const handle of handles) handle.end();
      }
    },
    lanes: () => lanes.shown(),
    sendingLanes: () => lanes.sending().lanes,
    arrived: round.arrived,
    sentAgain: round.sentAgain,
    done: round.done,
    personDecided: round.personDecided,
    isSettling: round.isSettling,
    lastDoneAt: round.lastDoneAt,
    sentInRound: round.sent,
    speed,
    speeds() {
      roll();
      return [...samples];
    },
    round(work, onTheirWay) {
      const sending = lanes.sending();
      const { bytesLeft, ...numbers } = round.update(
        { ...work, inFlight: sending.bytes, lanes: sending.lanes },
        onTheirWay,
      );
      const rate = speed();
      const steady = samples.filter((one) => one > 0).length >= steadyAfter;
      const secondsLeft = bytesLeft > 0 && rate > 0 && steady ? Math.ceil(bytesLeft / rate) : null;
      return { ...numbers, secondsLeft };
    },
    bytesSent: () => total,
  };
}
