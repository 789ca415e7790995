// Decides when a photo was taken: from EXIF, XMP, the container, the file's name or its time, the best source first.
import { readableName } from '../../shared/readable-names.ts';
import type { Facts } from '../../shared/facts.ts';
import { xmpDateNames, xmpValue, type ExifReading, type WrittenTime } from './exif.ts';

export type CaptureDate = { capturedAtMs: number; capturedFrom: NonNullable<Facts['capturedFrom']> };

/** No photograph is older than photography; a later year is a camera whose clock was never set. */
const firstYear = 1826;
const lastYear = 2100;

type Parts = { year: number; month: number; day: number; hour: number; minute: number; second: number; ms: number };

/** UTC milliseconds; `offsetMinutes` null means the local time of this computer. null for an impossible date. */
function momentOf(parts: Parts, offsetMinutes: number | null): number | null {
  const { year, month, day, hour, minute, second, ms } = parts;
  if (
    year < firstYear ||
    year > lastYear ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    hour > 23 ||
    minute > 59 ||
    second > 60
  )
    return null;
  // Day 0 of the next month is the last of this one.
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  if (offsetMinutes !== null) return Date.UTC(year, month - 1, day, hour, minute, second, ms) - offsetMinutes * 60_000;
  return new Date(year, month - 1, day, hour, minute, second, ms).getTime();
}

function offsetMinutes(text: string | null): number | null {
  if (text === null) return null;
  if (text === 'Z') return 0;
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(text.trim());
  if (found === null) return null;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return minutes > 15 * 60 ? null : found[1] === '-' ? -minutes : minutes;
}

function parts(found: RegExpExecArray, fraction: string | undefined): Parts {
  const number = (index: number) => Number(found[index] ?? 0);
  const ms = fraction === undefined || !/^\d+$/.test(fraction) ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  return {
    year: number(1),
    month: number(2),
    day: number(3),
    hour: number(4),
    minute: number(5),
    second: number(6),
    ms,
  };
}

function fromExif(time: WrittenTime | null): number | null {
  const found = /^(\d{4})[:\-/.](\d{2})[:\-/.](\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?/.exec(time?.text ?? '');
  if (time === null || found === null) return null;
  return momentOf(parts(found, time.subSeconds?.trim() ?? undefined), offsetMinutes(time.offset));
}

function fromXmp(packet: string | null): number | null {
  const text = packet === null ? null : xmpValue(packet, xmpDateNames);
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(
    text ?? '',
  );
  return found === null ? null : momentOf(parts(found, found[7]), offsetMinutes(found[8] ?? null));
}

// IMG_20240712_143112, 2024-07-12 14.31.12, Screenshot_20240712-143112, photo_2024-07-12_14-31-12, «WhatsApp Image
// 2024-07-12 at 14.31.12».
const dateAndTime =
  /(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?:[-_ T.]+|(?: at | в ))(\d{2})([-_.:]?)(\d{2})\6(\d{2})(\d{3})?(?!\d)/i;
// IMG-20240712-WA0001: the day only.
const dateOnly = /(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)/;

/**
 * The moment that a camera or a messenger wrote into the name. A day without a time counts as its noon, so that no time
 * zone moves it to another day.
 */
export function dateInName(path: string): number | null {
  const name = readableName(path);
  const full = dateAndTime.exec(name);
  if (full !== null) {
    const [, year, , month, day, hour, , minute, second, ms] = full;
    const moment = momentOf(
      {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: Number(hour),
        minute: Number(minute),
        second: Number(second),
        ms: Number(ms ?? 0),
      },
      null,
    );
    if (moment !== null) return moment;
  }
  const day = dateOnly.exec(name);
  if (day === null) return null;
  return momentOf(
    { year: Number(day[1]), month: Number(day[3]), day: Number(day[4]), hour: 12, minute: 0, second: 0, ms: 0 },
    null,
  );
}

export type Witnesses = {
  exif: ExifReading;
  xmp: string | null;
  savedAtMs: number | null;
  path: string;
  modifiedMs: number;
};

/** EXIF without an offset is read as local time. The file's own time comes last: copying changes it. */
export function captureDate({ exif, xmp, savedAtMs, path, modifiedMs }: Witnesses): CaptureDate {
  const witnesses: [CaptureDate['capturedFrom'], () => number | null][] = [
    ['exif', () => fromExif(exif.taken) ?? fromExif(exif.digitized)],
    ['xmp', () => fromXmp(xmp)],
    ['exif', () => fromExif(exif.changed)],
    ['name', () => dateInName(path)],
    ['png', () => savedAtMs],
  ];
  for (const [capturedFrom, ask] of witnesses) {
    const capturedAtMs = ask();
    if (capturedAtMs !== null) return { capturedAtMs, capturedFrom };
  }
  return { capturedAtMs: Math.round(modifiedMs), capturedFrom: 'file' };
}
