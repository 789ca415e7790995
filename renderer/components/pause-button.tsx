// Pause with a choice of how long; while paused, the way back. The pause is kept by the engine and survives a restart.
import { useAct } from '../use-command.ts';
import { useEngine } from '../engine-store.ts';
import { useVoice, type Voice } from '../i18n/use-i18n.tsx';
import { Icon } from './icon.tsx';
import { MenuButton, type MenuEntry } from './menu-button.tsx';

const morning = 8;

/** Eight in the morning of the next day, local time. */
export function tomorrowMorning(nowMs: number): number {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morning).getTime();
}

export function pauseEntries(voice: Voice, nowMs: number, pause: (untilMs: number | null) => void): MenuEntry[] {
  const half = nowMs + 30 * 60_000;
  const hour = nowMs + 60 * 60_000;
  const tomorrow = tomorrowMorning(nowMs);
  const { t, clock } = voice;
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
  const act = useAct();
  const voice = useVoice();
  const paused = useEngine((state) => state.snapshot?.status.kind === 'paused');
  const nowMs = useEngine((state) => state.snapshot?.atMs ?? 0);
  const pause = (untilMs: number | null): void => void act('sync.pause', { untilMs });
  if (paused) {
    return (
      <button type="button" className="btn primary" onClick={() => void act('sync.resume')}>
        <Icon name="play" size="small" />
        {voice.t('overview.resume')}
      </button>
    );
  }
  return (
    <span className="split">
      <button type="button" className="btn" onClick={() => pause(null)}>
        <Icon name="pause" size="small" />
        {voice.t('overview.pause')}
      </button>
      <MenuButton
        label={voice.t('overview.pauseChoose')}
        entries={pauseEntries(voice, nowMs, pause)}
        trigger={
          <button type="button" className="btn split-more">
            <Icon name="down" size="tiny" />
          </button>
        }
      />
    </span>
  );
}
