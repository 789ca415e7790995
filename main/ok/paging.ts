// Walks a list that comes in pages, by the service's rules for where it ends.
import { remoteFailure, type RemoteAnswer } from './answer.ts';

export interface RemotePage<T> {
  items: readonly T[];
  /** Only `true` means that there is more. */
  hasMore: boolean | null | undefined;
  anchor: string | null | undefined;
}

/** The usual page (docs/ok-api.md, section 6), and a smaller one: the largest allowed page is not documented. */
const PAGE_COUNTS = [100, 20] as const;
/** API error: a parameter is wrong. */
const PARAM = 100;
/** A million photos; a list that has more, each page with something new, never ends. */
const MOST_PAGES = 10_000;
/** Photos that are added or removed meanwhile shift a list by a few; they do not fill pages. */
const MOST_STALE_PAGES = 3;

/**
 * All items in the service's order. The end is `hasMore` not true, or an empty page: the last page may still carry an
 * anchor. An anchor that came before ends the walk, too, lest it goes in circles. A list that never ends, or goes on
 * with nothing new, is a malformed answer: nothing is concluded from a part of it.
 *
 * @param fetch one page of at most `count`; null asks for the first
 * @param idOf what tells two items apart
 * @param enough called after each page with everything so far: true ends the walk
 */
export async function allPages<T>(
  fetch: (anchor: string | null, count: number) => Promise<RemoteAnswer<RemotePage<T>>>,
  idOf: (item: T) => unknown,
  enough: (all: readonly T[], page: readonly T[]) => boolean = () => false,
  mostPages = MOST_PAGES,
): Promise<RemoteAnswer<T[]>> {
  const all: T[] = [];
  const anchors = new Set<string>();
  const ids = new Set<unknown>();
  let stale = 0;
  let anchor: string | null = null;
  let count: number = PAGE_COUNTS[0];
  for (let pages = 0; pages < mostPages; pages += 1) {
    const answer: RemoteAnswer<RemotePage<T>> = await fetch(anchor, count);
    if (!answer.ok) {
      const refused = answer.trouble.who === 'bug' && answer.trouble.code === PARAM;
      if (!refused || pages > 0) return answer;
      count = PAGE_COUNTS[1];
      continue;
    }
    const page = answer.value;
    const before = all.length;
    for (const item of page.items) {
      const id = idOf(item);
      if (!ids.has(id)) all.push(item);
      ids.add(id);
    }
    if (page.hasMore !== true || page.items.length === 0 || enough(all, page.items)) return { ok: true, value: all };
    if (!page.anchor || anchors.has(page.anchor)) return { ok: true, value: all };
    stale = all.length === before ? stale + 1 : 0;
    if (stale >= MOST_STALE_PAGES) break;
    anchors.add(page.anchor);
    anchor = page.anchor;
  }
  return remoteFailure({ who: 'service', kind: 'malformed' }, false);
}
