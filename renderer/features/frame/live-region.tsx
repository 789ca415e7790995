// Announces the status to screen readers when its kind changes; changing numbers are not announced.
import { useEffect, useState } from 'react';
import { statusSentence, statusText } from '../../../shared/locales/status-sentence.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';

export function LiveRegion() {
  const { t, language } = useI18n();
  const snapshot = useEngine((state) => state.snapshot);
  const [words, setWords] = useState('');
  const kind =
    snapshot === null
      ? ''
      : `${snapshot.status.kind}:${'why' in snapshot.status ? snapshot.status.why : ''}:${snapshot.problems > 0}`;
  useEffect(() => {
    if (snapshot !== null) setWords(statusText(statusSentence(snapshot, language, t), t));
    // Only a change of kind is announced.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [kind, language]);
  return (
    <div className="unseen" role="status" aria-live="polite">
      {words}
    </div>
  );
}
