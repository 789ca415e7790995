// Finds out what became of a commit whose answer was lost. Looks first, asks second, and never sends bytes.

/** One photo in the album on the service. */
export interface Seen {
  id: string;
  width: number;
  height: number;
  /** By the service's clock; null: not said, and then it fits every time. */
  createdMs: number | null;
}

/** A placement whose commit was begun and not answered. Sides in pixels, as sent. */
export interface Lost {
  placementId: number;
  /** The same photo may be shown turned: both ways round are compared. */
  width: number | null;
  height: number | null;
  /** By the service's clock. */
  commitStartedMs: number;
}

export type Finding =
  | { placementId: number; kind: 'found'; assignedId: string }
  /** Nothing in the album can be it: the commit did not happen, and may be repeated. */
  | { placementId: number; kind: 'absent' }
  /** Something in the album can be it, and something else can be, too: a person decides. */
  | { placementId: number; kind: 'unclear'; candidates: string[] };

/** Clocks differ, and a photo may count from its upload: it may seem created this much before we began. */
export const clockSkewMs = 5 * 60_000;
/** A commit is given up after a minute of silence; what was created this long after it began is somebody else's. */
export const commitSpanMs = 3 * 60_000;

/**
 * [Note: look before asking again] What the service does with a repeated commit is not known: the same id, an error, or a second
 * photo. So the album is looked at first, and only when nothing there can be ours is the commit repeated. `seen` must be the
 * complete list of the album back to the earliest `commitStartedMs`, without photos that other placements own; `lost` must be all of
 * the album whose commit is open, none left out. `rivals` are placements that own a photo there without knowing which, or may.
 *
 * Photos of one camera share their sides. Where exactly as many unclaimed photos of these sides are there as placements wait
 * for one, all of them came through, in the order in which they were committed; where fewer or more are there, nobody can tell which.
 *
 * `largestSidePixels` is the longest side of any photo that the service showed. A service that makes photos smaller makes them all
 * as small as that: a photo below it has the sides that were sent, and cannot be a larger one of the same shape.
 */
export function match(
  lost: readonly Lost[],
  seen: readonly Seen[],
  rivals: readonly Lost[] = [],
  largestSidePixels = 0,
): Finding[] {
  const groups = new Map<string, Lost[]>();
  for (const one of lost) {
    const key = sidesKey(one.width, one.height);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const lists = [...groups.values()].map((group) => ({
    group,
    candidates: candidatesOf(group, seen, largestSidePixels),
  }));
  return lists.flatMap(({ group, candidates }) => {
    // A picture that is exactly another group's, or fits two groups alike, proves nothing for this one.
    const contested = candidates.some(
      (photo) =>
        lists.some((other) => other.group !== group && other.candidates.includes(photo)) ||
        rivals.some((rival) => isInTime([rival], photo) && canBe(rival, photo)),
    );
    const inOrder = [...group].sort((a, b) => a.commitStartedMs - b.commitStartedMs || a.placementId - b.placementId);
    return inOrder.map((one, index): Finding => {
      const candidate = candidates[index];
      if (candidates.length === 0) return { placementId: one.placementId, kind: 'absent' };
      if (!contested && candidates.length === group.length && candidate !== undefined)
        return { placementId: one.placementId, kind: 'found', assignedId: candidate.id };
      return { placementId: one.placementId, kind: 'unclear', candidates: candidates.map((photo) => photo.id) };
    });
  });
}

/** Photos that can be one of the group: those of exactly its sides when there are any, else smaller ones of the same shape. */
function candidatesOf(group: readonly Lost[], seen: readonly Seen[], largestSidePixels: number): Seen[] {
  const [first] = group;
  if (first === undefined) return [];
  const possible = seen.filter((photo) => isInTime(group, photo) && canBe(first, photo)).sort(byCreation);
  const exact = possible.filter((photo) => sidesKey(photo.width, photo.height) === sidesKey(first.width, first.height));
  if (exact.length > 0) return exact;
  return possible.filter(({ width, height }) => width === 0 || Math.max(width, height) >= largestSidePixels);
}

function isInTime(group: readonly Lost[], photo: Seen): boolean {
  const starts = group.map((one) => one.commitStartedMs);
  const from = Math.min(...starts) - clockSkewMs;
  const until = Math.max(...starts) + commitSpanMs;
  return photo.createdMs === null || (photo.createdMs >= from && photo.createdMs <= until);
}

/** The service may make a photo smaller, never larger, and may turn it. Unknown sides of ours match everything: then nothing is provably absent. */
export function canBe(
  ours: { width: number | null; height: number | null },
  theirs: { width: number; height: number },
): boolean {
  if (ours.width === null || ours.height === null || theirs.width === 0 || theirs.height === 0) return true;
  const long = Math.max(ours.width, ours.height);
  const short = Math.min(ours.width, ours.height);
  const theirLong = Math.max(theirs.width, theirs.height);
  const theirShort = Math.min(theirs.width, theirs.height);
  if (theirLong > long + 1 || theirShort > short + 1) return false;
  // Rounding of a smaller picture's short side: one pixel either way.
  const expectedShort = (short * theirLong) / long;
  return Math.abs(expectedShort - theirShort) <= 1.5;
}

function sidesKey(width: number | null, height: number | null): string {
  return width === null || height === null ? '?' : `${Math.max(width, height)}x${Math.min(width, height)}`;
}

function byCreation(a: Seen, b: Seen): number {
  return (a.createdMs ?? 0) - (b.createdMs ?? 0) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}
