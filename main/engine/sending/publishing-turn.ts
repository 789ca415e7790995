// Libraries of one computer that send for the same account publish in turns: each counts an album and publishes into it
// while no other does, so that none publishes what another has published between the two calls.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemErrorCode } from '../../../shared/system-error-code.ts';
import { lockFile } from '../db/storage/lock.ts';
import type { Clock, Log } from '../ports.ts';

export interface PublishingTurn {
  /**
   * Waits for this library's turn. false: another library did not end its turn within some seconds, or `signal` was
   * aborted; whoever asked asks again later. Every true needs one `leave`.
   */
  take(signal: AbortSignal): Promise<boolean>;
  leave(): void;
  /**
   * Whether it stays this library's turn for a while when it leaves: photos are compared with what others have
   * published meanwhile, and what they publish next would have to be compared again.
   */
  keep(isKept: boolean): void;
  /** Nobody waits for a turn any more. */
  stop(): void;
  close(): void;
}

export interface TurnPorts {
  /** Of this computer and person, whatever their libraries; null: no other library is expected. */
  folder: string | null;
  /** Whatever tells one account from another. */
  account(): string;
  clock: Clock;
  log: Log;
}

/** Few files, however many accounts there were: two that share one only wait for each other. */
const nameLength = 2;
const askAgainMs = 40;
const patienceMs = 5_000;
/**
 * Longer than any call and any comparison: whoever holds the turn so long hangs, or the disk keeps a lock that nobody
 * has. Photos must not wait for ever; counting the album goes on protecting.
 */
const hangsAfterMs = 10 * 60_000;
/** Comparing takes a list and some pictures; a library that hangs meanwhile must not stop the others. */
const keptAtMostMs = 20_000;

export function openPublishingTurn(ports: TurnPorts): PublishingTurn {
  return ports.folder === null ? always : new Turn(ports, ports.folder);
}

const always: PublishingTurn = {
  take: (signal) => Promise.resolve(!signal.aborted),
  leave: () => undefined,
  keep: () => undefined,
  stop: () => undefined,
  close: () => undefined,
};

class Turn implements PublishingTurn {
  readonly #ports: TurnPorts;
  readonly #folder: string;
  #release: (() => void) | null = null;
  /** Steps of this library that publish now. */
  #holders = 0;
  /** By the steady clock, which may begin anywhere. */
  #keptUntilMs = -Infinity;
  #stopKeeping: (() => void) | null = null;
  /** Since when this library has found the lock taken each time; by the steady clock. */
  #waitsSinceMs: number | null = null;
  /** Nobody can be waited for: said once until the lock works again. */
  #isAlone = false;
  #isStopped = false;

  constructor(ports: TurnPorts, folder: string) {
    this.#ports = ports;
    this.#folder = folder;
  }

  async take(signal: AbortSignal): Promise<boolean> {
    const { clock } = this.#ports;
    const untilMs = clock.steady() + patienceMs;
    while (!signal.aborted && !this.#isStopped) {
      if (this.#release !== null || this.#lock()) {
        this.#holders += 1;
        return true;
      }
      if (clock.steady() >= untilMs) {
        this.#ports.log.info('turn.taken', { waitedMs: patienceMs });
        return false;
      }
      await new Promise<void>((resolve) => clock.after(askAgainMs * (0.5 + clock.random()), resolve));
    }
    return false;
  }

  leave(): void {
    this.#holders -= 1;
    this.#freeIfDone();
  }

  keep(isKept: boolean): void {
    const { clock } = this.#ports;
    this.#stopKeeping?.();
    this.#stopKeeping = isKept ? clock.after(keptAtMostMs, () => this.#freeIfDone()) : null;
    this.#keptUntilMs = isKept ? clock.steady() + keptAtMostMs : -Infinity;
    if (!isKept) this.#freeIfDone();
  }

  stop(): void {
    this.#isStopped = true;
  }

  close(): void {
    this.#isStopped = true;
    this.#stopKeeping?.();
    this.#free();
  }

  #freeIfDone(): void {
    if (this.#holders === 0 && this.#ports.clock.steady() >= this.#keptUntilMs) this.#free();
  }

  #free(): void {
    this.#release?.();
    this.#release = null;
  }

  #lock(): boolean {
    const { account, clock, log } = this.#ports;
    const name = createHash('sha256').update(account()).digest('hex').slice(0, nameLength);
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      const lock = lockFile(join(this.#folder, `${name}.lock`), 0);
      if (lock.kind === 'held') {
        this.#release = lock.release;
        this.#waitsSinceMs = null;
        this.#isAlone = false;
        return true;
      }
      this.#waitsSinceMs ??= clock.steady();
      const waitedMs = clock.steady() - this.#waitsSinceMs;
      if (waitedMs < hangsAfterMs) return false;
      this.#goAlone(() => log.warn('turn.given_up', { waitedMs }));
    } catch (error) {
      // Where nothing can be written, other libraries cannot be told; counting the album goes on protecting.
      this.#goAlone(() => log.warn('turn.unwritable', { code: systemErrorCode(error) || 'unknown' }));
    }
    return true;
  }

  #goAlone(say: () => void): void {
    this.#release = () => undefined;
    if (!this.#isAlone) say();
    this.#isAlone = true;
  }
}
