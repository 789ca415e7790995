// What is on its way right now: lanes, bytes sent, speed, and the round they belong to. In memory only; a restart begins anew.
import type { Lane, Snapshot } from '../../../shared/snapshot.ts';
import type { Clock } from '../ports.ts';
import { openRound, type Round, type RoundWork } from './round.ts';

/** Speeds kept for the line on screen: one a second. */
const samplesKept = 60;
/** Seconds of the moving average that «time left» is made of. */
const averageOver = 20;
/** Before so many seconds of sending, no time left is told. */
const steadyAfter = 5;

export interface TransferProgress extends Pick<
  Round,
  'arrived' | 'sentAgain' | 'done' | 'personDecided' | 'isSettling' | 'lastDoneAt'
> {
  /** Takes the lowest free lane. `end` frees it. */
  begin(lane: Omit<Lane, 'lane' | 'sentBytes'>): LaneHandle;
  lanes(): Lane[];
  /** Bytes a second, a moving average; 0 when nothing is sent. */
  speed(): number;
  speeds(): number[];
  round(work: Omit<RoundWork, 'inFlight' | 'lanes'>, onTheirWay: Parameters<Round['look']>[1]): Snapshot['round'];
  /** Photos of the running round that are public. */
  sentInRound(): number;
  /** Bytes of photo files put on the wire since the start, repeated ones too. */
  bytesSent(): number;
}

export interface LaneHandle {
  step(step: Lane['step']): void;
  /** Of the whole lane's photo, not of this call. */
  sent(bytes: number): void;
  end(): void;
}

export function openTransferProgress(clock: Clock): TransferProgress {
  const running = new Map<number, Lane>();
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
      const inFlight = [...running.values()].reduce((sum, lane) => sum + lane.sentBytes, 0);
      const { bytesLeft, ...numbers } = round.look({ ...work, inFlight, lanes: running.size }, onTheirWay);
      const rate = speed();
      const steady = samples.filter((one) => one > 0).length >= steadyAfter;
      const secondsLeft = bytesLeft > 0 && rate > 0 && steady ? Math.ceil(bytesLeft / rate) : null;
      return { ...numbers, secondsLeft };
    },
    bytesSent: () => total,
  };
}
