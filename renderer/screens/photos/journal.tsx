// A photo's history, oldest first: each event in words with its time.
import type { JournalEntry, ShownState } from '../../../shared/library.ts';
import { reason } from '../../../shared/reasons.ts';
import { journal as knownEvents } from '../../../shared/locales/ru/photos.ts';
import { useVoice, type Voice } from '../../language/voice.tsx';
import { failureText } from '../../../shared/locales/failure-text.ts';

type KnownEvent = keyof typeof knownEvents;

function isKnown(event: string): event is KnownEvent {
  return Object.hasOwn(knownEvents, event);
}

/** An event with what its detail adds, when it does; an unknown one by its name, so that nothing is hidden. */
export function eventText(voice: Voice, { event, detail }: JournalEntry): string {
  const { t, bytes } = voice;
  const text = (key: string): string | null => (typeof detail[key] === 'string' ? detail[key] : null);
  const number = (key: string): number | null => (typeof detail[key] === 'number' ? detail[key] : null);
  const why = reason.safeParse(detail['reason']);
  const format = text('format');
  const sent = number('sizeBytes') ?? number('bytes') ?? number('sentBytes');
  const failure = text('error') ?? text('lastError') ?? text('code');
  const width = number('width');
  const height = number('height');
  if (event === 'inspected' && format !== null)
    return t(detail['hasGps'] === true ? 'journal.inspectedGps' : 'journal.inspectedAs', {
      format: format.toUpperCase(),
    });
  if (event === 'mended' && width !== null && height !== null)
    return t('journal.mendedTo', { width: String(width), height: String(height) });
  if (event === 'uploaded' && sent !== null) return t('journal.uploadedBytes', { bytes: bytes(sent) });
  if (event === 'held' && why.success) return t('journal.heldBecause', { why: t(`why.${why.data}`) });
  if (event === 'skipped' && why.success) return t('journal.skippedBecause', { why: t(`why.${why.data}`) });
  if (event === 'attempt_failed' && failure !== null)
    return t('journal.attemptFailedBecause', { why: failureText(voice.t, failure) });
  return isKnown(event) ? t(`journal.${event}`) : t('journal.other', { event });
}

export function Journal({ entries, shown }: { entries: readonly JournalEntry[]; shown: ShownState }) {
  const voice = useVoice();
  if (entries.length === 0) return null;
  const end = shown === 'done' ? 'now-done' : shown === 'needs_you' ? 'now-need' : undefined;
  return (
    <section aria-label={voice.t('photo.journal')}>
      <ol className="journal">
        {entries.map((entry, index) => (
          <li key={`${entry.atMs}-${index}`} className={index === entries.length - 1 ? end : undefined}>
            <span>{eventText(voice, entry)}</span>
            <time dateTime={new Date(entry.atMs).toISOString()} title={voice.moment(entry.atMs)}>
              {voice.margin(entry.atMs)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
