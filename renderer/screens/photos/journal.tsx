// A photo's history, oldest first: each event in words with its time.
import type { JournalEntry } from '../../../shared/library/photo.ts';
import type { ShownState } from '../../../shared/library/shown-state.ts';
import { eventText } from '../../../shared/locales/event-text.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';

export function JournalList({ entries, shown }: { entries: readonly JournalEntry[]; shown: ShownState }) {
  const i18n = useI18n();
  if (entries.length === 0) return null;
  const end = shown === 'done' ? 'now-done' : shown === 'needs_you' ? 'now-need' : undefined;
  return (
    <section aria-label={i18n.t('photo.journal')}>
      <ol className="journal">
        {entries.map((entry, index) => (
          <li key={`${entry.atMs}-${index}`} className={index === entries.length - 1 ? end : undefined}>
            <span>{eventText(entry, i18n.t, i18n.bytes).text}</span>
            <time dateTime={new Date(entry.atMs).toISOString()} title={i18n.moment(entry.atMs)}>
              {i18n.margin(entry.atMs)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
