// Which file of a multipart body belongs to which reserved id. The service does not say; the switch `partOrder` does.
import type { Switches } from '../switches.ts';

/** Pairs, or null when the files and ids do not fit. Fewer files than ids is fine: the rest of the ids stay empty. */
export function assignParts<Part extends { fieldName: string }, Target>(
  parts: Part[],
  targets: Target[],
  order: Switches['partOrder'],
): { part: Part; reservation: Target }[] | null {
  if (parts.length > targets.length) return null;
  const used = targets.slice(0, parts.length);
  if (order === 'reversed') used.reverse();
  const pairs: { part: Part; reservation: Target }[] = [];
  for (const [place, part] of parts.entries()) {
    const number = /^pic(\d{1,6})$/.exec(part.fieldName)?.[1];
    const target = order === 'field-name' && number !== undefined ? targets[Number(number) - 1] : used[place];
    if (target === undefined || pairs.some((pair) => pair.reservation === target)) return null;
    pairs.push({ part, reservation: target });
  }
  return pairs;
}
