// The grid of hours: drag over cells to paint them, or use arrows and space. Three quiet levels of fill, because
// cells are many.
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { daysAWeek, hoursADay, levelAt, movedCell, nextLevel, painted, type Level } from './hours-plan.ts';
import { dayNamer, hourClasses } from './hours-words.ts';

/** Hours that are named above the grid. */
const axis = [0, 6, 12, 18];

interface Stroke {
  from: number;
  to: number;
  level: Level;
}

interface Props {
  hours: string;
  nowCell: number;
  onChange: (hours: string) => void;
}

export function HoursGrid({ hours, nowCell, onChange }: Props) {
  const { t, language } = useI18n();
  const dayName = dayNamer(language);
  const [stroke, setStroke] = useState<Stroke | null>(null);
  const [active, setActive] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const shown = stroke === null ? hours : painted(hours, stroke.from, stroke.to, stroke.level);

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
  const beginStroke = (event: PointerEvent, cell: number): void => {
    event.currentTarget.releasePointerCapture(event.pointerId);
    setActive(cell);
    setStroke({ from: cell, to: cell, level: nextLevel(levelAt(hours, cell)) });
  };
  const extendStroke = (cell: number): void => setStroke((old) => (old === null ? null : { ...old, to: cell }));

  return (
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
          <b role="rowheader">{dayName(day, 'short')}</b>
          {Array.from({ length: hoursADay }, (_cell, hour) => {
            const cell = day * hoursADay + hour;
            const level = levelAt(shown, cell);
            return (
              <button
                key={hour}
                type="button"
                role="gridcell"
                className={cell === nowCell ? `${hourClasses[level]} is-now` : hourClasses[level]}
                data-cell={cell}
                tabIndex={cell === active ? 0 : -1}
                aria-label={t('settings.hourCell', {
                  day: dayName(day, 'long'),
                  from: String(hour),
                  to: String(hour + 1),
                  level: t(`settings.hour.${level}`),
                })}
                onPointerDown={(event) => beginStroke(event, cell)}
                onPointerEnter={() => extendStroke(cell)}
              >
                <i />
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
