// Bytes, speeds, durations and times in the words of a language. Pure: the caller passes the current time.
import { languageEntry, type Language } from './languages.ts';
import type { Translate } from './translate.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Decimal units, as OK, macOS and Linux count: 1 MB is 1,000,000 bytes. */
function unitFor(bytes: number): number {
  let unit = 0;
  // 999.5 would be written as 1000 of the smaller unit.
  while (bytes >= 999.5 && unit < units.length - 1) {
    bytes /= 1000;
    unit += 1;
  }
  return unit;
}

function inUnit(language: Language, bytes: number, unit: number): string {
  const value = bytes / 1000 ** unit;
  const digits = unit >= 2 && value < 100 ? 1 : 0;
  const { byteSign } = languageEntry(language);
  if (unit === 0 && byteSign !== null) return `${new Intl.NumberFormat(language).format(value)}\u00a0${byteSign}`;
  return new Intl.NumberFormat(language, { style: 'unit', unit: units[unit] ?? 'byte', maximumFractionDigits: digits })
    .format(value)
    .replace(' ', '\u00a0');
}

/** «412 МБ», «1,9 ГБ». */
export function formatBytes(language: Language, bytes: number): string {
  return inUnit(language, bytes, unitFor(bytes));
}

/** «5,4 из 8,4 МБ»: both in one unit when it is the same, else each in its own. */
export function formatBytesOf(language: Language, t: Translate, done: number, total: number): string {
  const unit = unitFor(total);
  const sameUnit = done === 0 || unitFor(done) === unit;
  if (!sameUnit) return t('time.amountOf', { done: formatBytes(language, done), total: formatBytes(language, total) });
  const digits = unit >= 2 && total / 1000 ** unit < 100 ? 1 : 0;
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(done / 1000 ** unit);
  return t('time.amountOf', { done: plain, total: inUnit(language, total, unit) });
}

/** «6,2 МБ/с». */
export function formatSpeed(language: Language, t: Translate, bytesPerSecond: number): string {
  return t('time.perSecond', { bytes: formatBytes(language, bytesPerSecond) });
}

/** «около 4 минут», rounded so that it does not flicker: minutes by one up to ten, then by five; hours; days. */
export function formatAbout(t: Translate, seconds: number): string {
  if (seconds < 45) return t('time.lessThanMinute');
  const minutes = Math.round(seconds / 60);
  if (minutes <= 10) return t('time.aboutMinutes', { n: Math.max(1, minutes) });
  if (minutes < 58) return t('time.aboutMinutes', { n: Math.round(minutes / 5) * 5 });
  const hours = Math.round(minutes / 60);
  if (hours < 36) return t('time.aboutHours', { n: hours });
  return t('time.aboutDays', { n: Math.round(hours / 24) });
}

/** «каждые 5 минут». */
export function formatEvery(t: Translate, ms: number): string {
  return t('time.everyMinutes', { n: Math.max(1, Math.round(ms / 60_000)) });
}

const clocks: Partial<Record<Language, Intl.DateTimeFormat>> = {};

/** «14:36», «2:36 PM». */
export function formatClock(language: Language, atMs: number): string {
  const clock = (clocks[language] ??= new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }));
  return clock.format(atMs).replace('\u202f', '\u00a0');
}

/** Local date as YYYY-MM-DD. */
export function dayKey(atMs: number): string {
  const date = new Date(atMs);
  return `${String(date.getFullYear()).padStart(4, '0')}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

/** Local midnight at the start of a YYYY-MM-DD day. */
export function dayStart(day: string): number {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date).getTime();
}

/** Whole local days from `atMs` to `nowMs`: 0 today, 1 yesterday, -1 tomorrow. */
export function daysAgo(atMs: number, nowMs: number): number {
  return Math.round((dayStart(dayKey(nowMs)) - dayStart(dayKey(atMs))) / 86_400_000);
}

function formatDate(language: Language, atMs: number, nowMs: number, options: Intl.DateTimeFormatOptions): string {
  const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  const text = new Intl.DateTimeFormat(language, sameYear ? options : { ...options, year: 'numeric' }).format(atMs);
  return text.replace(/\s?г\.$/, '');
}

/** «8 июля», with the year when it is another one. */
export function formatDay(language: Language, atMs: number, nowMs: number): string {
  return formatDate(language, atMs, nowMs, { day: 'numeric', month: 'long' });
}

/** «14:36» today, else a date: since when something is so, after «с», «since». */
export function formatSince(language: Language, atMs: number, nowMs: number): string {
  return daysAgo(atMs, nowMs) === 0 ? formatClock(language, atMs) : formatDay(language, atMs, nowMs);
}

/** «сегодня в 14:36», «вчера в 9:05», «8 июля в 18:00», inside a sentence. */
export function formatMoment(language: Language, t: Translate, atMs: number, nowMs: number): string {
  const time = formatClock(language, atMs);
  const ago = daysAgo(atMs, nowMs);
  if (ago === 0) return t('time.todayAt', { time });
  if (ago === 1) return t('time.yesterdayAt', { time });
  return t('time.dayAt', { day: formatDay(language, atMs, nowMs), time });
}

/** «в 14:36» today, else as formatMoment. */
export function formatAt(language: Language, t: Translate, atMs: number, nowMs: number): string {
  return daysAgo(atMs, nowMs) === 0
    ? t('time.at', { time: formatClock(language, atMs) })
    : formatMoment(language, t, atMs, nowMs);
}

/** «14:36» today, «Вчера», else a date: the margin of a history. */
export function formatMargin(language: Language, t: Translate, atMs: number, nowMs: number): string {
  const ago = daysAgo(atMs, nowMs);
  if (ago === 0) return formatClock(language, atMs);
  return capitalised(language, ago === 1 ? t('time.yesterday') : formatDay(language, atMs, nowMs));
}

/** «Сегодня, 12 июля», «Суббота, 11 июля»: the head of a day. */
export function formatDayHead(language: Language, t: Translate, atMs: number, nowMs: number): string {
  const ago = daysAgo(atMs, nowMs);
  if (ago === 0 || ago === 1)
    return capitalised(
      language,
      `${t(ago === 0 ? 'time.today' : 'time.yesterday')}, ${formatDay(language, atMs, nowMs)}`,
    );
  return capitalised(language, formatDate(language, atMs, nowMs, { weekday: 'long', day: 'numeric', month: 'long' }));
}

export function capitalised(language: Language, text: string): string {
  const first = [...text][0] ?? '';
  return first.toLocaleUpperCase(language) + text.slice(first.length);
}
