// What the grid of hours and its legend share: names of days, and how each level is drawn.
import type { Language } from '../../../shared/locales/languages.ts';
import type { Level } from './hours-plan.ts';

export const hourClasses: Readonly<Record<Level, string>> = { f: 'hour full', p: 'hour polite', '-': 'hour' };

const monday = new Date(2024, 0, 1);

/** Day 0 is Monday. */
export function dayNamer(language: Language): (day: number, style: 'short' | 'long') => string {
  return (day, style) =>
    new Intl.DateTimeFormat(language, { weekday: style }).format(monday.getTime() + day * 86_400_000);
}
