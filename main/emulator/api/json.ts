// How answers are written as JSON: the service's odd habits, each behind its switch.
import { randomInt } from 'node:crypto';
import type { Switches } from '../switches.ts';

type Habits = Pick<Switches, 'escapeEquals' | 'keyOrder'>;

const shuffled = <Item>(items: Item[]): Item[] => {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
};

function reorder(value: unknown, order: Habits['keyOrder']): unknown {
  if (Array.isArray(value)) return value.map((inner) => reorder(inner, order));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, reorder(inner, order)] as const);
  return Object.fromEntries(order === 'reversed' ? entries.reverse() : shuffled(entries));
}

/** JSON text of `value`. Arrays keep their order; keys of objects do not have one that matters. */
export function toJson(value: unknown, habits: Habits): string {
  const text = JSON.stringify(habits.keyOrder === 'natural' ? value : reorder(value, habits.keyOrder));
  // Outside of strings JSON has no `=`, so every one may be written as an escape.
  return habits.escapeEquals ? text.replaceAll('=', '\\u003d') : text;
}
