// Walks a list that comes in pages. Knows the end rules of the service, not what is in the lists.
import type { Answer } from './answer.ts';

export interface Page<T> {
  items: readonly T[];
  /** Only `true` means that there is more. */
  hasMore: boolean | null | undefined;
  anchor: string | null | undefined;
}

/** The usual page (docs/ok-api.md, section 6), and one for a service whose largest page is smaller: that is not documented. */
const PAGE_COUNTS = [100, 20] as const;
/** API error: a parameter is wrong. */
const PARAM = 100;
/** A million photos; more is a service that never ends its list. */
const MOST_PAGES = 10_000;

/**
 * All items in the service's order. The end is `hasMore` not true, or an empty page: the last page may still carry an anchor.
 * An anchor that came before ends the walk too, lest it goes in circles.
 *
 * @param fetch one page of at most `count`; null asks for the first
 * @param enough called after each page with everything so far: true ends the walk
 */
export async function allPages<T>(
  fetch: (anchor: string | null, count: number) => Promise<Answer<Page<T>>>,
  enough: (all: readonly T[], page: readonly T[]) => boolean = () => false,
): Promise<Answer<T[]>> {
  const all: T[] = [];
  const seen = new Set<string>();
  let anchor: string | null = null;
  let count: number = PAGE_COUNTS[0];
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const answer: Answer<Page<T>> = await fetch(anchor, count);
    if (!answer.ok) {
      const refused = answer.trouble.who === 'bug' && answer.trouble.code === PARAM;
      if (!refused || pages > 0) return answer;
      count = PAGE_COUNTS[1];
      continue;
    }
    const page = answer.value;
    all.push(...page.items);
    if (page.hasMore !== true || page.items.length === 0 || enough(all, page.items)) break;
    if (!page.anchor || seen.has(page.anchor)) break;
    seen.add(page.anchor);
    anchor = page.anchor;
  }
  return { ok: true, value: all };
}
