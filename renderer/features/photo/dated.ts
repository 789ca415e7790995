// A photo's time in words together with its source: a file's time is never called the time it was taken. Pure.
import type { PhotoRow } from '../../../shared/library/photo.ts';
import type { I18n } from '../../i18n/use-i18n.tsx';

export type DatedBy = PhotoRow['datedBy'];

/** «Снято вчера в 21:40», «Дата файла: 8 июля в 18:00». */
export function datedText({ t, moment }: Pick<I18n, 't' | 'moment'>, by: DatedBy, atMs: number): string {
  return t(`photo.dated.${by}`, { time: moment(atMs) });
}

/** The time is written in the photo itself and says when it was taken. */
export function isTaken(by: DatedBy): by is 'exif' | 'xmp' {
  return by === 'exif' || by === 'xmp';
}

/**
 * Of the photos of one day that are known so far: whether their place in the list is only their file's time. One that
 * has not been read stands there by its file for now, and nobody knows yet what it says itself: `unread`, when no
 * other is there.
 */
export function filesDated(
  rows: Iterable<Pick<PhotoRow, 'datedBy'> & Partial<Pick<PhotoRow, 'shown'>>>,
): 'none' | 'some' | 'all' | 'unread' {
  let files = 0;
  let others = 0;
  let unread = 0;
  for (const { datedBy, shown } of rows) {
    if (datedBy !== 'file') others += 1;
    else if (shown === 'checking') unread += 1;
    else files += 1;
  }
  if (files === 0) return unread > 0 && others === 0 ? 'unread' : 'none';
  return others + unread === 0 ? 'all' : 'some';
}
