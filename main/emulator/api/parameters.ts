// Reads single parameters of a call, which all come as text: presence, numbers, lists.
import { ServiceRefusal } from './refusal.ts';
import type { Parameters } from './signature.ts';

/** Text of a parameter, with an empty one counted as absent. */
export const optional = (parameters: Parameters, name: string): string | null => parameters.get(name) || null;

export const required = (parameters: Parameters, name: string): string | ServiceRefusal =>
  optional(parameters, name) ?? new ServiceRefusal(100, `Missed required parameter: ${name}`);

/** A whole number from `least` to `most`; `fallback` when absent. */
export function whole(
  parameters: Parameters,
  name: string,
  { fallback, least, most }: { fallback: number; least: number; most: number },
): number | ServiceRefusal {
  const text = optional(parameters, name);
  if (text === null) return fallback;
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < least || value > most) {
    return new ServiceRefusal(100, `Invalid parameter ${name} value  : [${text.slice(0, 40)}]`);
  }
  return value;
}

export const isTrue = (parameters: Parameters, name: string): boolean => /^(true|1)$/i.test(parameters.get(name) ?? '');

export const list = (text: string | null): string[] =>
  text === null ? [] : text.split(',').filter((item) => item !== '');
