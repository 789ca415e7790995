// The `fields` parameter: which keys of an item the answer keeps.
import { list, optional } from './parameters.ts';
import type { Parameters } from './signature.ts';

/**
 * Keeps the asked fields (`photo.text`, `text`, `photo.*`) and always the id. Without the parameter everything stays.
 */
export function pickFields(
  items: Record<string, unknown>[],
  idKey: string,
  parameters: Parameters,
): Record<string, unknown>[] {
  const asked = list(optional(parameters, 'fields')).map((field) => field.trim().toLowerCase().split('.').pop()!);
  if (asked.length === 0 || asked.includes('*')) return items;
  return items.map((item) =>
    Object.fromEntries(Object.entries(item).filter(([key]) => key === idKey || asked.includes(key.toLowerCase()))),
  );
}
