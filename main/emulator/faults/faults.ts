// Faults on demand: what goes wrong with which call, and how often. http/exchange.ts carries them out.
import { z } from 'zod';
import { DRESSES, PACKINGS } from './dress.ts';
import { seededRandom } from './random.ts';

const bytesPerSecond = z.number().int().positive();

const outcomeKeys = ['code', 'httpStatus', 'answer', 'redirect', 'packed', 'dress', 'cut', 'photoStatus'] as const;

/** One fault as the control API takes it. At most one of the outcomes. */
export const FaultOrder = z
  .strictObject({
    /** Name of an API method, or `upload`, `oauth.authorize`, `oauth.token`, `image`, or `*` for all of them. */
    method: z.string().min(1),
    /** How many calls it meets; null for all. */
    times: z.number().int().positive().nullable().default(1),
    /** Chance of each call, 0 to 1. */
    probability: z.number().min(0).max(1).default(1),
    /** Calls of the method that are left alone first. */
    skip: z.number().int().nonnegative().default(0),
    /**
     * Do the work and corrupt only the answer. Default: true for `truncated` and `wrong-types`, which need a real
     * answer.
     */
    worked: z.boolean().optional(),
    latencyMs: z.number().int().nonnegative().optional(),
    /** The call waits until the fault is removed. */
    held: z.literal(true).optional(),
    bandwidthIn: bytesPerSecond.optional(),
    bandwidthOut: bytesPerSecond.optional(),
    /** An API error code, with its text and data. */
    code: z.number().int().optional(),
    text: z.string().optional(),
    data: z.unknown().optional(),
    /** An HTTP status with an HTML page. */
    httpStatus: z.number().int().min(200).max(599).optional(),
    retryAfterSeconds: z.number().int().nonnegative().optional(),
    /** An answer that is not what it should be, with HTTP 200. */
    answer: z.enum(['truncated', 'null', 'empty', 'wrong-types', 'huge', 'html']).optional(),
    /** Size of a `huge` answer. */
    answerBytes: z.number().int().positive().optional(),
    /** Sends the client on: `self`, or an address. */
    redirect: z
      .strictObject({ status: z.number().int().min(300).max(399).default(302), to: z.string().min(1) })
      .optional(),
    /** Interim answers, written before anything else is said. */
    interim: z.array(z.number().int().min(100).max(199)).max(20).optional(),
    /** The good answer, packed as nobody asked for; `bomb` unpacks to 64 MB. */
    packed: z.enum(PACKINGS).optional(),
    /** The good answer in another form; see dress.ts. */
    dress: z.enum(DRESSES).optional(),
    /**
     * Cut the connection: before anything is done, inside the request's body, inside the answer, or after the work
     * without any answer.
     */
    cut: z.enum(['before', 'within', 'within-answer', 'after-stored']).optional(),
    /** For `cut: within`: after how many body bytes. Default: half of the stated length. */
    cutAtBytes: z.number().int().nonnegative().optional(),
    /** For photosV2.commit: the status that photos get instead of being published. */
    photoStatus: z.string().optional(),
    /** For `photoStatus`: only the photo in this place of the call, from 0. */
    photoIndex: z.number().int().nonnegative().optional(),
    /**
     * For photosV2.commit: only the first so many photos of the call are published; with a cut, half a group whose
     * answer is lost.
     */
    storedPhotos: z.number().int().nonnegative().optional(),
  })
  .refine((fault) => outcomeKeys.filter((key) => fault[key] !== undefined).length <= 1, {
    message: `at most one of ${outcomeKeys.join(', ')}`,
  });

export type FaultOrder = z.input<typeof FaultOrder>;

export type Fault = z.output<typeof FaultOrder>;

/** A fault in force. */
export interface StandingFault {
  id: number;
  order: Fault;
  /** Calls that matched the method so far. */
  seen: number;
  /** Calls that it met. */
  met: number;
}

/** What one call is to suffer. Timing adds up over all matching faults; of the outcomes only one happens. */
export interface Suffering {
  latencyMs: number;
  heldBy: readonly StandingFault[];
  bandwidthIn: number | null;
  bandwidthOut: number | null;
  interim: readonly number[];
  outcome: Fault | null;
}

const smaller = (a: number | null, b: number | undefined) => (b === undefined ? a : a === null ? b : Math.min(a, b));

export class Faults {
  #standing: StandingFault[] = [];
  #random = seededRandom(1);
  #lastId = 0;

  seed(seed: number): void {
    this.#random = seededRandom(seed);
  }

  add(order: Fault): StandingFault {
    const fault = { id: (this.#lastId += 1), order, seen: 0, met: 0 };
    this.#standing.push(fault);
    return fault;
  }

  list(): StandingFault[] {
    return this.#standing;
  }

  /** @param id one fault; all when not given */
  remove(id?: number): void {
    this.#standing = id === undefined ? [] : this.#standing.filter((fault) => fault.id !== id);
  }

  /** Decides what happens to one call, and counts it. */
  draw(method: string): Suffering {
    const suffering: Suffering = {
      latencyMs: 0,
      heldBy: [],
      bandwidthIn: null,
      bandwidthOut: null,
      interim: [],
      outcome: null,
    };
    for (const fault of this.#standing) {
      const { order } = fault;
      if (order.method !== '*' && order.method !== method) continue;
      const hasOutcome = outcomeKeys.some((key) => order[key] !== undefined);
      if (hasOutcome && suffering.outcome !== null) continue;
      fault.seen += 1;
      if (fault.seen <= order.skip || (order.times !== null && fault.met >= order.times)) continue;
      if (order.probability < 1 && this.#random() >= order.probability) continue;
      fault.met += 1;
      suffering.latencyMs += order.latencyMs ?? 0;
      if (order.held) suffering.heldBy = [...suffering.heldBy, fault];
      suffering.bandwidthIn = smaller(suffering.bandwidthIn, order.bandwidthIn);
      suffering.bandwidthOut = smaller(suffering.bandwidthOut, order.bandwidthOut);
      suffering.interim = [...suffering.interim, ...(order.interim ?? [])];
      if (hasOutcome) suffering.outcome = order;
    }
    return suffering;
  }
}
