// The hours in which photos are sent: the grid, what it says about now, and its legend.
import { alwaysFull, cellOf } from '../../../shared/send-rules.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { HoursGrid } from './hours-grid.tsx';
import { hoursADay, isDefault, levelAt } from './hours-plan.ts';
import { dayNamer, hourClasses } from './hours-words.ts';

export function HoursPref({ hours, onChange }: { hours: string; onChange: (hours: string) => void }) {
  const { t, language, clock } = useI18n();
  const dayName = dayNamer(language);
  const nowMs = useEngine((state) => state.snapshot?.atMs ?? 0);
  const nowCell = cellOf(new Date(nowMs));
  return (
    <section className="pref">
      <div className="row">
        <div className="grow">
          <h2>{t('settings.hours')}</h2>
          <p className="meta">
            {t('settings.hoursHint', {
              day: dayName(Math.floor(nowCell / hoursADay), 'long'),
              time: clock(nowMs),
              level: t(`settings.hourNow.${levelAt(hours, nowCell)}`),
            })}
          </p>
        </div>
        {!isDefault(hours) && (
          <button type="button" className="btn quiet small" onClick={() => onChange(alwaysFull)}>
            {t('settings.hoursReset')}
          </button>
        )}
      </div>
      <HoursGrid hours={hours} nowCell={nowCell} onChange={onChange} />
      <div className="legend">
        {(['f', 'p', '-'] as const).map((level) => (
          <span key={level}>
            <span className={hourClasses[level]} aria-hidden="true">
              <i />
            </span>
            {t(`settings.hour.${level}`)}
          </span>
        ))}
      </div>
    </section>
  );
}
