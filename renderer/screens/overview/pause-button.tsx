// Pauses sending for a chosen time, or resumes it. The engine stores the pause, so it survives a restart.
import { useCommand } from '../../engine/use-command.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n, type I18n } from '../../i18n/use-i18n.tsx';
import { Icon } from '../../components/icon.tsx';
import { MenuButton, type MenuEntry } from '../../components/menu-button.tsx';

const morning = 8;

/** Eight in the morning of the next day, local time. */
export function tomorrowMorning(nowMs: number): number {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morning).getTime();
}

export function pauseEntries(i18n: I18n, nowMs: number, pause: (untilMs: number | null) => void): MenuEntry[] {
  const half = nowMs + 30 * 60_000;
  const hour = nowMs + 60 * 60_000;
  const tomorrow = tomorrowMorning(nowMs);
  const { t, clock } = i18n;
  return [
    { label: t('overview.pause30'), end: t('overview.until', { time: clock(half) }), run: () => pause(half) },
    { label: t('overview.pauseHour'), end: t('overview.until', { time: clock(hour) }), run: () => pause(hour) },
    {
      label: t('overview.pauseTomorrow'),
      end: t('overview.until', { time: clock(tomorrow) }),
      run: () => pause(tomorrow),
    },
    { label: t('overview.pauseForever'), run: () => pause(null) },
  ];
}

export function PauseButton() {
  const runCommand = useCommand();
  const i18n = useI18n();
  const paused = useEngine((state) => state.snapshot?.status.kind === 'paused');
  const nowMs = useEngine((state) => state.snapshot?.atMs ?? 0);
  const pause = (untilMs: number | null): void => void runCommand('sync.pause', { untilMs });
  if (paused) {
    return (
      <button type="button" className="btn primary" onClick={() => void runCommand('sync.resume')}>
        <Icon name="play" size="small" />
        {i18n.t('overview.resume')}
      </button>
    );
  }
  return (
    <span className="split">
      <button type="button" className="btn" onClick={() => pause(null)}>
        <Icon name="pause" size="small" />
        {i18n.t('overview.pause')}
      </button>
      <MenuButton
        label={i18n.t('overview.pauseChoose')}
        entries={pauseEntries(i18n, nowMs, pause)}
        trigger={
          <button type="button" className="btn split-more">
            <Icon name="down" size="tiny" />
          </button>
        }
      />
    </span>
  );
}
