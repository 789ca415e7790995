// The sending speed: full, polite, or limited. A typed limit is saved once it is a valid number.
import { useState } from 'react';
import type { SendRules } from '../../../shared/send-rules.ts';
import { Segments } from '../../components/segments.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';

const megabyte = 1_000_000;
/** Bounds of shared/send-rules.ts, in MB/s. */
const least = 0.1;
const most = 1000;

/** In bytes a second; accepts a decimal comma. null: not a number within the bounds. */
export function limitOf(text: string): number | null {
  const value = Number(text.replace(',', '.').trim());
  if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most) return null;
  return Math.round(value * megabyte);
}

export function SpeedPref({ rules, onChange }: { rules: SendRules; onChange: (change: Partial<SendRules>) => void }) {
  const { t, number } = useI18n();
  const [typed, setTyped] = useState<string | null>(null);
  const limited = rules.speed === 'limited';
  const shown = typed ?? number(rules.limitBytesPerSecond / megabyte);
  const bad = typed !== null && limitOf(typed) === null;
  return (
    <section className="pref">
      <div className="row">
        <div className="grow">
          <h2>{t('settings.speed')}</h2>
          <p className={bad ? 'meta need-text' : 'meta'}>
            {bad
              ? t('settings.limitBad', { least: number(least), most: number(most) })
              : t(`settings.speedHint.${rules.speed}`)}
          </p>
        </div>
        <div className="row">
          <Segments
            value={rules.speed}
            label={t('settings.speed')}
            onChange={(speed) => onChange({ speed })}
            segments={(['full', 'polite', 'limited'] as const).map((value) => ({
              value,
              label: t(`settings.speeds.${value}`),
            }))}
          />
          {limited && (
            <label className={bad ? 'field limit bad' : 'field limit'}>
              <input
                type="text"
                inputMode="decimal"
                className="grow"
                value={shown}
                aria-label={t('settings.limit')}
                aria-invalid={bad}
                onChange={(event) => {
                  setTyped(event.target.value);
                  const limit = limitOf(event.target.value);
                  if (limit !== null) onChange({ limitBytesPerSecond: limit });
                }}
                onBlur={() => setTyped(null)}
              />
              <span className="meta">{t('settings.limitUnit')}</span>
            </label>
          )}
        </div>
      </div>
    </section>
  );
}
