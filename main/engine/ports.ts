// What the engine needs from outside, as ports: the app, the terminal and the tests each bring their own. No
// implementation here.
import type {
  AgreementOutcome,
  FingerprintOutcome,
  InspectOutcome,
  ConversionOutcome,
  ConversionPlan,
} from '../../shared/facts.ts';

/** Time and randomness: the only things tests replace. */
export interface Clock {
  /** Milliseconds since 1970. May jump (a person sets the clock back): never used to measure a duration. */
  now(): number;
  /** Milliseconds from an arbitrary start, never going back: for durations, speeds, waits in memory. */
  steady(): number;
  /** Calls `run` once after `ms`; the answer cancels it. Does not keep the process alive by itself. */
  after(ms: number, run: () => void): () => void;
  /** 0 ≤ x < 1. */
  random(): number;
}

/**
 * Reads images and makes copies of them in processes of their own (see pool.ts). Never rejects for what a file does.
 */
export interface Imaging {
  /** `thorough`: also look for damage in the middle, for about twice the time. */
  inspect(path: string, thumbnailFolder: string, options?: { thorough?: boolean }): Promise<InspectOutcome>;
  makeCopy(path: string, outPath: string, plan: ConversionPlan): Promise<ConversionOutcome>;
  /** How the picture looks, for comparing it with others. */
  fingerprint(path: string): Promise<FingerprintOutcome>;
  /** Whether a picture of the service is a copy of this file. */
  agreement(path: string, previewPath: string): Promise<AgreementOutcome>;
  close(): Promise<void>;
}

/**
 * Keeps what must not stand in the database in the clear (upload addresses, photo tokens).
 * `open` answers null when the key is another one: whoever asks must be able to go on without.
 */
export interface Secrets {
  seal(plain: string): string;
  open(sealed: string): string | null;
}

/** Structured, one line an event. Fields never hold a secret or an upload address. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;
