// What was last known of the library: shown while the engine does not answer, always with its time. Kept by the page for the next start; what is read back is parsed, and must be of the same account.
import { z } from 'zod';
import type { AccountView } from '../../shared/ipc.ts';
import { shownCounts } from '../../shared/library/shown-state.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

const count = z.number().int().nonnegative();

const lastKnown = z.strictObject({
  /** When that was so. */
  atMs: z.number().int(),
  counts: shownCounts,
  folders: count,
  problems: count,
});
export type LastKnown = z.infer<typeof lastKnown>;

const stored = z.strictObject({ account: z.string(), known: lastKnown });

const key = 'last-known';

export function knownOf({ atMs, counts, folders, problems }: Snapshot): LastKnown {
  return { atMs, counts, folders, problems };
}

/** null: nobody's. */
function ownerOf(account: AccountView | null): string | null {
  return account === null || account.kind === 'none' ? null : `${account.kind}:${account.userId ?? ''}`;
}

/** What `text` says of this account; null when it says nothing that can be believed. Pure. */
export function parseLastKnown(text: string | null, account: AccountView | null): LastKnown | null {
  if (text === null) return null;
  try {
    const read = stored.safeParse(JSON.parse(text));
    return read.success && read.data.account === ownerOf(account) ? read.data.known : null;
  } catch {
    return null;
  }
}

/** The text that `parseLastKnown` reads; null: nothing is to be kept of this account. Pure. */
export function serializeLastKnown(snapshot: Snapshot, account: AccountView | null): string | null {
  const owner = ownerOf(account);
  // Of another account's last moments, while one is exchanged for the other.
  const isTheirs = account?.kind === 'ok' && snapshot.account !== null && snapshot.account.userId !== account.userId;
  if (owner === null || isTheirs) return null;
  return JSON.stringify({ account: owner, known: knownOf(snapshot) } satisfies z.input<typeof stored>);
}

/** A page without a store of its own (a full disk, a damaged profile) only knows less at its next start. */
export function recall(account: AccountView | null): LastKnown | null {
  try {
    return parseLastKnown(localStorage.getItem(key), account);
  } catch {
    return null;
  }
}

export function remember(snapshot: Snapshot, account: AccountView | null): void {
  const text = serializeLastKnown(snapshot, account);
  if (text === null) return;
  try {
    localStorage.setItem(key, text);
  } catch {
    // See recall.
  }
}

/** Whoever signs out takes it along. */
export function forget(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // See recall.
  }
}
