// Photos in the album that may be this one: the chosen one large, the others as small buttons; or a sentence if there
// are none.
import { useState } from 'react';
import type { Candidate } from '../../../shared/library/comparison.ts';
import { Preview } from '../../components/preview.tsx';
import { useI18n, type I18n } from '../../i18n/use-i18n.tsx';
import { commandErrorText } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';

export function CandidateList({ fileId }: { fileId: number }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { value, error } = useQuery('photos.candidates', null, { fileId });
  const [shown, setShown] = useState(0);
  const candidate = value?.[shown];
  const asking = value === null && error === null;
  const instead = asking
    ? t('unclear.looking')
    : error !== null
      ? t('unclear.failed', { why: commandErrorText(i18n, error) })
      : candidate === undefined
        ? t('unclear.nothing')
        : null;
  return (
    <figure aria-busy={asking}>
      <Preview
        picture={candidate?.picture ?? null}
        alt={t('unclear.there')}
        instead={instead === null ? null : <span role="status">{instead}</span>}
      />
      <figcaption className="two-lines">
        <span className="strong">{t('unclear.there')}</span>
        {candidate !== undefined && <span className="meta first-capital">{candidateFacts(i18n, candidate)}</span>}
      </figcaption>
      {value !== null && value.length > 1 && (
        <div className="candidates" role="group" aria-label={t('unclear.there')}>
          {value.map((one, index) => (
            <button
              key={one.picture ?? index}
              type="button"
              className={index === shown ? 'candidate chosen' : 'candidate'}
              aria-pressed={index === shown}
              aria-label={`${index + 1}. ${candidateFacts(i18n, one)}`}
              onClick={() => setShown(index)}
            >
              <Preview picture={one.picture} alt="" />
            </button>
          ))}
        </div>
      )}
    </figure>
  );
}

function candidateFacts({ t, moment }: I18n, { createdMs, width, height, likely }: Candidate): string {
  const facts: string[] = [];
  if (likely) facts.push(t('unclear.likely'));
  if (createdMs !== null) facts.push(t('unclear.added', { time: moment(createdMs) }));
  if (width !== null && height !== null)
    facts.push(t('photo.dimensions', { width: String(width), height: String(height) }));
  return facts.join('\u00a0· ');
}
