// The grid of hours: drag over cells to paint them, or arrows and space. Three levels of fill, quiet because they are many.
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { alwaysFull, cellOf } from '../../../shared/send-rules.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { daysAWeek, hoursADay, isDefault, levelAt, movedCell, nextLevel, painted, type Level } from './hours-plan.ts';

/** A Monday, for the names of the days. */
const monday = new Date(2024, 0, 1);
const fills: Readonly<Record<Level, string>> = { f: 'hour full', p: 'hour polite', '-': 'hour' };
const axis = [0, 6, 12, 18];

export function HoursPref({ hours, onChange }: { hours: string; onChange: (hours: string) => void }) {
  const { t, language, clock } = useI18n();
  const nowMs = useEngine((state) => state.snapshot?.atMs ?? 0);
  const [stroke, setStroke] = useState<{ from: number; to: number; level: Level } | null>(null);
  const [active, setActive] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const shown = stroke === null ? hours : painted(hours, stroke.from, stroke.to, stroke.level);
  const now = new Date(nowMs);
  const nowCell = cellOf(now);
  const nameOf = (day: number, style: 'short' | 'long'): string =>
    new Intl.DateTimeFormat(language, { weekday: style }).format(monday.getTime() + day * 86_400_000);

  useEffect(() => {
    if (stroke === null) return;
    const end = (): void => {
      onChange(painted(hours, stroke.from, stroke.to, stroke.level));
      setStroke(null);
    };
    window.addEventListener('pointerup', end);
    return () => window.removeEventListener('pointerup', end);
  }, [stroke, hours, onChange]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      onChange(painted(hours, active, active, nextLevel(levelAt(hours, active))));
      return;
    }
    const next = movedCell(active, event.key);
    if (next === active) return;
    event.preventDefault();
    // With shift the level goes along: painting without a mouse.
    if (event.shiftKey) onChange(painted(hours, active, next, levelAt(hours, active)));
    setActive(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus();
  };

  return (
    <section className="pref">
      <div className="row">
        <div className="grow">
          <h2>{t('settings.hours')}</h2>
          <p className="meta">
            {t('settings.hoursHint', {
              day: nameOf(Math.floor(nowCell / hoursADay), 'long'),
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
      <div
        className="hours"
        ref={grid}
        role="grid"
        tabIndex={-1}
        aria-label={t('settings.hoursGrid')}
        onKeyDown={onKeyDown}
      >
        <div className="hours-row" aria-hidden="true">
          <b />
          {axis.map((hour) => (
            <b key={hour} className="axis">
              {hour}
            </b>
          ))}
        </div>
        {Array.from({ length: daysAWeek }, (_, day) => (
          <div className="hours-row" role="row" key={day}>
            <b role="rowheader">{nameOf(day, 'short')}</b>
            {Array.from({ length: hoursADay }, (_cell, hour) => {
              const cell = day * hoursADay + hour;
              const level = levelAt(shown, cell);
              return (
                <button
                  key={hour}
                  type="button"
                  role="gridcell"
                  className={cell === nowCell ? `${fills[level]} is-now` : fills[level]}
                  data-cell={cell}
                  tabIndex={cell === active ? 0 : -1}
                  aria-label={t('settings.hourCell', {
                    day: nameOf(day, 'long'),
                    from: String(hour),
                    to: String(hour + 1),
                    level: t(`settings.hour.${level}`),
                  })}
                  onPointerDown={(event) => {
                    event.currentTarget.releasePointerCapture(event.pointerId);
                    setActive(cell);
                    setStroke({ from: cell, to: cell, level: nextLevel(levelAt(hours, cell)) });
                  }}
                  onPointerEnter={() => setStroke((old) => (old === null ? null : { ...old, to: cell }))}
                >
                  <i />
                </button>
              );
            })}
          </div>
        ))}
      </div>
      <div className="legend">
        {(['f', 'p', '-'] as const).map((level) => (
          <span key={level}>
            <span className={fills[level]} aria-hidden="true">
              <i />
            </span>
            {t(`settings.hour.${level}`)}
          </span>
        ))}
      </div>
    </section>
  );
}
