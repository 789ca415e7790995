// The last known counts of the library, shown with their time while the engine does not answer. Stored in
// localStorage for the next start; a stored text is parsed and must belong to the same account.
import { z } from 'zod';
import type { AccountView } from '../../shared/program-views.ts';
import { shownCounts } from '../../shared/library/shown-state.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

const count = z.number().int().nonnegative();

const lastKnown = z.strictObject({
  /** Time of the snapshot. */
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

/** Identifies the account; null without one. */
function ownerOf(account: AccountView | null): string | null {
  return account === null || account.kind === 'none' ? null : `${account.kind}:${account.userId ?? ''}`;
}

/** The counts that `text` holds for this account; null when it is damaged or of another account. Pure. */
export function parseLastKnown(text: string | null, account: AccountView | null): LastKnown | null {
  if (text === null) return null;
  try {
    const read = stored.safeParse(JSON.parse(text));
    return read.success && read.data.account === ownerOf(account) ? read.data.known : null;
  } catch {
    return null;
  }
}

/** The text that `parseLastKnown` reads; null: nothing is stored for this account. Pure. */
export function serializeLastKnown(snapshot: Snapshot, account: AccountView | null): string | null {
  const owner = ownerOf(account);
  // While accounts are being switched, the snapshot may still be of the former one.
  const isTheirs = account?.kind === 'ok' && snapshot.account !== null && snapshot.account.userId !== account.userId;
  if (owner === null || isTheirs) return null;
  return JSON.stringify({ account: owner, known: knownOf(snapshot) } satisfies z.input<typeof stored>);
}

/**
 * Where localStorage fails (a full disk, a damaged profile), the next start has no counts to show; nothing else is
 * lost.
 */
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

/** Called on signing out. */
export function forget(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // See recall.
  }
}
