// Finds out what became of a commit whose answer was lost. Looks first, asks second, and never sends bytes.
import type { Similarity } from './similarity.ts';

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
/** The service's clock is known from answers that count whole seconds, and so may its photos' times. */
export const clockPrecisionMs = 2_000;

/**
 * How a photo there looks beside one of ours; of what nobody has looked at nothing is known. `unlikely`: otherwise, which is no proof here
 * that it is another.
 */
export type FetchAlbum = (placementId: number, photoId: string) => Similarity | 'unlikely';
const notLooked: FetchAlbum = () => 'unsure';

/** One that waits, with what there can be it. */
interface Open {
  one: Lost;
  candidates: readonly Seen[];
}

/**
 * [Note: look before asking again] What the service does with a repeated commit is not known: the same id, an error, or a second
 * photo. So the album is looked at first, and only when nothing there can be ours is the commit repeated. `seen` must be the
 * complete list of the album back to the earliest `commitStartedMs`, without photos that other placements own; `lost` must be all of
 * the album whose commit is open, none left out, those of one call as they stood in it. `rivals` are placements that own a photo there without knowing which, or may.
 *
 * The one mistake that costs a photo is taking somebody else's for ours when ours was not published: then ours is never sent again. Whose
 * of several it is, when ours is one of them, costs nothing. So a picture that clearly looks otherwise is as good as not there; the only one
 * that looks the same is ours; and one of which nothing is known is ours only if it was created after we asked, because what a person put
 * there before cannot be, and nothing in its picture speaks against it. All else is a question: what a person sees at a glance, nothing here can prove.
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
  look: FetchAlbum = notLooked,
): Finding[] {
  const groups = new Map<string, Lost[]>();
  for (const one of lost) {
    const key = sidesKey(one.width, one.height);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const open = [...groups.values()].flatMap((group) => {
    const fitting = possible(group, seen).sort(byCreation);
    return [...group]
      .sort(byCommit)
      .map((one) => ({ one, candidates: candidatesOf(one, fitting, largestSidePixels, look) }));
  });
  const isRivals = (photo: Seen): boolean =>
    rivals.some(
      (rival) =>
        isInTime(spanOf([rival]), photo) && canBe(rival, photo) && look(rival.placementId, photo.id) !== 'other',
    );
  const looksSame = ({ one, candidates }: Open): Seen[] =>
    candidates.filter((photo) => look(one.placementId, photo.id) === 'same');

  const given = new Map<number, Seen>();
  const wanted = open.flatMap(looksSame);
  for (const each of open) {
    const [twin, ...more] = looksSame(each);
    const isOnly = twin !== undefined && more.length === 0 && wanted.filter((photo) => photo === twin).length === 1;
    if (isOnly && !isRivals(twin)) given.set(each.one.placementId, twin);
  }
  const taken = new Set(given.values());
  const rest = open
    .filter(({ one }) => !given.has(one.placementId))
    .map(({ one, candidates }) => ({ one, candidates: candidates.filter((photo) => !taken.has(photo)) }));
  for (const { one, candidates } of rest) {
    const [first] = candidates;
    const group = rest.filter((other) => other.candidates.some((photo) => candidates.includes(photo)));
    const photo = candidates[group.findIndex((other) => other.one === one)];
    if (
      first !== undefined &&
      photo !== undefined &&
      isAllOfThem(group, candidates, look) &&
      !candidates.some(isRivals)
    )
      given.set(one.placementId, photo);
  }
  return open.map(({ one, candidates }): Finding => {
    const { placementId } = one;
    const photo = given.get(placementId);
    if (photo !== undefined) return { placementId, kind: 'found', assignedId: photo.id };
    if (candidates.length === 0) return { placementId, kind: 'absent' };
    const left = candidates.filter((each) => !taken.has(each));
    const likely = (each: Seen): number => (look(placementId, each.id) === 'same' ? 0 : 1);
    const named = [...(left.length > 0 ? left : candidates)].sort((a, b) => likely(a) - likely(b));
    return { placementId, kind: 'unclear', candidates: named.map(({ id }) => id) };
  });
}

/** As many photos as wait for one, each of which can be each of them: they came in the order of their commits. */
function isAllOfThem(group: readonly Open[], photos: readonly Seen[], look: FetchAlbum): boolean {
  const [first] = group;
  if (first === undefined || group.length !== photos.length) return false;
  const key = sidesKey(first.one.width, first.one.height);
  return group.every(({ one, candidates }, index) => {
    const photo = photos[index];
    return (
      photo !== undefined &&
      sidesKey(one.width, one.height) === key &&
      candidates.length === photos.length &&
      candidates.every((each) => photos.includes(each)) &&
      isBelieved(look(one.placementId, photo.id), one, photo)
    );
  });
}

const isBelieved = (how: ReturnType<FetchAlbum>, one: Lost, photo: Seen): boolean =>
  how === 'same' || (how === 'unsure' && isAfter(one, photo));

const isAfter = (one: Lost, { createdMs }: Seen): boolean =>
  createdMs !== null && createdMs >= one.commitStartedMs - clockPrecisionMs;

/** What is worth a look: all that its sides and its time do not rule out for any of these. */
export function possible<T extends Seen>(lost: readonly Lost[], seen: readonly T[]): T[] {
  const span = spanOf(lost);
  return seen.filter((photo) => isInTime(span, photo) && lost.some((one) => canBe(one, photo)));
}

/** Photos that can be it: those of exactly its sides when there are any, else smaller ones of the same shape. */
function candidatesOf(one: Lost, fitting: readonly Seen[], largestSidePixels: number, look: FetchAlbum): Seen[] {
  const alike = fitting.filter((photo) => look(one.placementId, photo.id) !== 'other');
  const exact = alike.filter((photo) => sidesKey(photo.width, photo.height) === sidesKey(one.width, one.height));
  if (exact.length > 0) return exact;
  return alike.filter(({ width, height }) => width === 0 || Math.max(width, height) >= largestSidePixels);
}

/** When a photo that is one of these was created, at the earliest and at the latest. */
type Span = readonly [fromMs: number, untilMs: number];

function spanOf(group: readonly Lost[]): Span {
  const starts = group.map((one) => one.commitStartedMs);
  return [Math.min(...starts) - clockSkewMs, Math.max(...starts) + commitSpanMs];
}

function isInTime([fromMs, untilMs]: Span, { createdMs }: Seen): boolean {
  return createdMs === null || (createdMs >= fromMs && createdMs <= untilMs);
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

/** Sorting keeps the order of those that were committed by one call. */
const byCommit = (a: Lost, b: Lost): number => a.commitStartedMs - b.commitStartedMs;

function byCreation(a: Seen, b: Seen): number {
  return (a.createdMs ?? 0) - (b.createdMs ?? 0) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
}
