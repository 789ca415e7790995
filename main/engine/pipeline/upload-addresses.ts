// Upload addresses of reservations: decrypted once, refused when expired, and given up when no server answers there.
import type { PipelineContext } from './context.ts';

/** Twenty photos share one; so many are kept open. */
const keptOpen = 100;
/** A connection may fail once for a reason that is over a moment later. */
const goneAfter = 2;

interface Known {
  /** null: sealed with a key that is gone. A secret. */
  url: string | null;
  expiresAtMs: number;
}

export interface UploadAddresses {
  /** With a place for the ids; null when it has expired or cannot be read any more. */
  of(reservationId: number | null): string | null;
  /** Somebody was there. */
  answered(url: string): void;
  /** No connection, although the service itself is there. True: the addresses of this server are given up now. */
  unreached(url: string): boolean;
  /** Another server answers at the address: it is not asked again. */
  giveUp(url: string): void;
  /** It is on a server that was given up after it was reserved. */
  isGone(reservationId: number | null): boolean;
}

export function openUploadAddresses({
  tables,
  secrets,
  clock,
}: Pick<PipelineContext, 'tables' | 'secrets' | 'clock'>): UploadAddresses {
  const known = new Map<number, Known>();
  /** Connections that could not be made, in a row. */
  const unreached = new Map<string, number>();
  /** Server → the last reservation that was made before it was given up. */
  const gone = new Map<string, number>();

  function knownOf(reservationId: number | null): Known | null {
    if (reservationId === null) return null;
    const found = known.get(reservationId);
    if (found !== undefined) return found;
    const row = tables.reservations.get(reservationId);
    if (row === null) return null;
    const opened = { url: secrets.open(row.uploadUrlSealed), expiresAtMs: row.expiresAtMs };
    known.set(reservationId, opened);
    if (known.size > keptOpen) known.delete(known.keys().next().value ?? -1);
    return opened;
  }

  function giveUp(url: string): void {
    const { origin } = new URL(url);
    unreached.delete(origin);
    gone.set(origin, tables.reservations.lastId());
  }

  return {
    of(reservationId) {
      const address = knownOf(reservationId);
      return address !== null && address.expiresAtMs > clock.now() ? address.url : null;
    },
    answered(url) {
      if (unreached.size > 0) unreached.delete(new URL(url).origin);
    },
    unreached(url) {
      const { origin } = new URL(url);
      const times = (unreached.get(origin) ?? 0) + 1;
      unreached.set(origin, times);
      if (times < goneAfter) return false;
      giveUp(url);
      return true;
    },
    giveUp,
    isGone(reservationId) {
      const url = gone.size === 0 ? null : (knownOf(reservationId)?.url ?? null);
      return url !== null && (reservationId ?? 0) <= (gone.get(new URL(url).origin) ?? 0);
    },
  };
}
