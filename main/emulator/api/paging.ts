// Pages of a list, under the names that the method uses for them.
import type { EmulatedService } from '../service.ts';
import { isTrue, whole } from './parameters.ts';
import { ServiceRefusal } from './refusal.ts';
import type { Parameters } from './signature.ts';

export interface PageNames {
  anchor: string;
  direction: string;
}

export interface ListPage<Item> {
  items: Item[];
  hasMore: boolean;
  anchor: string | null;
  total: number | null;
}

const DEFAULT_PAGE = 10;

const anchorOf = (place: number): string => Buffer.from(`at:${place}`).toString('base64url');

const placeOf = (anchor: string): number | null => {
  const found = /^at:(-?\d{1,12})$/.exec(Buffer.from(anchor, 'base64url').toString('latin1'));
  return found === null ? null : Number(found[1]);
};

/**
 * One page of `everything`, whose order is that of creation and whose places never shift: deleted items are passed over
 * by `alive`, so that an anchor stays right while photos arrive and go.
 */
/** A list as it stands in an answer: without items it may be left out (`emptyLists`). */
export function listed(name: string, items: readonly unknown[], service: EmulatedService): Record<string, unknown> {
  const { emptyLists } = service.switches;
  if (items.length > 0 || emptyLists === 'written') return { [name]: items };
  return emptyLists === 'null' ? { [name]: null } : {};
}

export function pageOf<Item>(
  everything: readonly Item[],
  alive: (item: Item) => boolean,
  parameters: Parameters,
  names: PageNames,
  service: EmulatedService,
): ListPage<Item> | ServiceRefusal {
  const { largestPage, listOrder, anchorOnLastPage, emptyLastPage } = service.switches;
  const count = whole(parameters, 'count', { fallback: DEFAULT_PAGE, least: 1, most: largestPage });
  if (count instanceof ServiceRefusal) return count;
  const given = parameters.get(names.anchor) ?? '';
  const from = given === '' ? null : placeOf(given);
  if (given !== '' && from === null)
    return new ServiceRefusal(100, `Invalid parameter ${names.anchor} value  : [${given.slice(0, 40)}]`);
  const backward = (parameters.get(names.direction) ?? '').toUpperCase() === 'BACKWARD';
  const step = (listOrder === 'newest-first') === backward ? 1 : -1;
  const first = from === null ? (step === 1 ? 0 : everything.length - 1) : from + step;

  const items: Item[] = [];
  let last = from ?? first - step;
  let more = false;
  for (let at = first; at >= 0 && at < everything.length; at += step) {
    const item = everything[at]!;
    if (!alive(item)) continue;
    if (items.length === count) {
      more = true;
      break;
    }
    items.push(item);
    last = at;
  }
  // A page walked backward is still shown in the order of the list.
  if (backward) items.reverse();
  const hasMore = more || (emptyLastPage && items.length > 0);
  return {
    items,
    hasMore,
    anchor: hasMore || (anchorOnLastPage && items.length > 0) ? anchorOf(last) : null,
    total: isTrue(parameters, 'detectTotalCount') ? everything.filter(alive).length : null,
  };
}
