// The local calendar day of a moment as the number YYYYMMDD, for the list's headers and for searching by date.

/**
 * 0 for a time outside the years 1 to 9999. The time zone is the present one; background/folder-jobs.ts dates again in
 * another.
 */
export function dayOf(ms: number): number {
  const date = new Date(ms);
  const year = date.getFullYear();
  if (!(year >= 1 && year <= 9999)) return 0;
  return year * 10_000 + (date.getMonth() + 1) * 100 + date.getDate();
}

/** `YYYY-MM-DD`. */
export function dayText(day: number): string {
  const digits = String(day).padStart(8, '0');
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

/** The days that a typed word means: 2026, 2026-07, 2026-07-12. null: not a date. */
export function daysNamed(word: string): { from: number; to: number } | null {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u.exec(word);
  if (found === null) return null;
  const [, year = '', month, day] = found;
  const from = Number(year + (month ?? '00') + (day ?? '00'));
  return { from, to: from + (month === undefined ? 9999 : day === undefined ? 99 : 0) };
}
