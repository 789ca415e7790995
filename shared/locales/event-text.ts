// One event of a photo's journal in words, with its details but without its time. Pure.
import type { JournalEntry } from '../library/photo.ts';
import { reason } from '../reasons.ts';
import { failureText } from './failure-text.ts';
import { journal as knownEvents } from './ru/photos.ts';
import type { Translate } from './translate.ts';

type KnownEvent = keyof typeof knownEvents;

function isKnown(event: string): event is KnownEvent {
  return Object.hasOwn(knownEvents, event);
}

/** `whole`: the text includes all details that a person could use. An unknown event is shown by its name. */
export function eventText(
  { event, detail }: Pick<JournalEntry, 'event' | 'detail'>,
  t: Translate,
  bytes: (count: number) => string,
): { text: string; whole: boolean } {
  const text = (key: string): string | null => (typeof detail[key] === 'string' ? detail[key] : null);
  const number = (key: string): number | null => (typeof detail[key] === 'number' ? detail[key] : null);
  const whole = (said: string): { text: string; whole: boolean } => ({ text: said, whole: true });
  const why = reason.safeParse(detail['reason']);
  const format = text('format');
  const sent = number('sizeBytes') ?? number('bytes') ?? number('sentBytes');
  const failure = text('error') ?? text('lastError') ?? text('code');
  const width = number('width');
  const height = number('height');
  if (event === 'inspected' && format !== null) {
    const key = detail['hasGps'] === true ? 'journal.inspectedGps' : 'journal.inspectedAs';
    return whole(t(key, { format: format.toUpperCase() }));
  }
  if (event === 'mended' && width !== null && height !== null)
    return whole(t('journal.convertedTo', { width: String(width), height: String(height) }));
  if (event === 'uploaded' && sent !== null) return whole(t('journal.uploadedBytes', { bytes: bytes(sent) }));
  if (event === 'held' && why.success) {
    const album = text('album');
    if (why.data === 'in_other_album' && album !== null && album !== '')
      return whole(t('journal.heldInAlbum', { album }));
    const key = detail['byService'] === true && why.data !== 'refused_by_service' ? 'refusedBecause' : 'heldBecause';
    return whole(t(`journal.${key}`, { why: t(`why.${why.data}`) }));
  }
  if (event === 'skipped' && why.success) return whole(t('journal.skippedBecause', { why: t(`why.${why.data}`) }));
  if (event === 'attempt_failed' && failure !== null)
    return whole(t('journal.attemptFailedBecause', { why: failureText(t, failure) }));
  return { text: isKnown(event) ? t(`journal.${event}`) : t('journal.other', { event }), whole: false };
}
