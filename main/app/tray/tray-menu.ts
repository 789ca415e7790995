// The tray's menu as plain data: two lines of status, then commands. Pure; tray-icon.ts turns it into a real menu.
import { formatAbout, formatBytes, formatClock } from '../../../shared/locales/format.ts';
import type { Language } from '../../../shared/locales/languages.ts';
import { photosLeft, statusSentence, statusText } from '../../../shared/locales/status-sentence.ts';
import type { TextKey } from '../../../shared/locales/ru.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { AppCommand } from '../menu/app-commands.ts';
import type { EngineCondition } from '../processes/engine-condition.ts';
import { pauseTimes } from './pause-times.ts';

export type TrayItem =
  | { kind: 'line'; text: string }
  | { kind: 'separator' }
  | { kind: 'command'; text: string; command: AppCommand }
  | { kind: 'menu'; text: string; items: TrayItem[] };

export interface RecentPhoto {
  fileId: number;
  name: string;
}

export interface TrayStatusInput {
  /** null: no library is open, or its engine does not answer. */
  snapshot: Snapshot | null;
  /** What the engine does while it sends no snapshot; null: no library is open. */
  engine: EngineCondition | null;
  recent: readonly RecentPhoto[];
  language: Language;
  t: Translate;
  nowMs: number;
}

const conditionTexts: Readonly<Record<EngineCondition, TextKey>> = {
  starting: 'status.starting',
  restarting: 'status.restarting',
  failed: 'status.engineFailed',
};

/** The status as one line, for the tooltip too; null without a library. */
export function trayStatus(source: Pick<TrayStatusInput, 'snapshot' | 'engine' | 'language' | 't'>): string | null {
  const { snapshot, engine, language, t } = source;
  if (!snapshot) return engine ? t(conditionTexts[engine]) : null;
  // The tray says the time left on the second line.
  if (snapshot.status.kind === 'sending' && !snapshot.round.growing) {
    return t('status.sending', { done: snapshot.round.photosDone, total: snapshot.round.photosTotal });
  }
  return statusText(statusSentence(snapshot, language, t), t);
}

export function trayMenu(source: TrayStatusInput): TrayItem[] {
  const { snapshot, t } = source;
  const item = (text: string, command: AppCommand): TrayItem => ({ kind: 'command', text, command });
  const items: TrayItem[] = [];
  const status = trayStatus(source);
  if (status !== null) items.push({ kind: 'line', text: status });
  const amount = amountLine(source);
  if (amount !== null) items.push({ kind: 'line', text: amount });
  const unseen = snapshot?.unseenFolders ?? 0;
  if (unseen > 0) items.push({ kind: 'line', text: t('tray.unseen', { n: unseen }) });
  if (items.length > 0) items.push({ kind: 'separator' });

  items.push(item(t('tray.open'), { do: 'open' }));
  if (snapshot) {
    const sendNow = sendNowItem(source);
    if (sendNow) items.push(sendNow);
    items.push(item(t('tray.addPhotos'), { do: 'add-photos' }));
    items.push({ kind: 'menu', text: t('tray.recent'), items: recentItems(source) });
    items.push({ kind: 'separator' }, pauseItem(source));
  }
  items.push({ kind: 'separator' });
  if (snapshot) items.push(item(t('tray.settings'), { do: 'settings' }));
  items.push(item(t('tray.quit'), { do: 'quit' }));
  return items;
}

function amountLine({ snapshot, language, t }: TrayStatusInput): string | null {
  if (!snapshot) return null;
  const { photosDone, photosTotal, bytesDone, bytesTotal, secondsLeft, growing } = snapshot.round;
  if (photosTotal <= photosDone) return null;
  const done = formatBytes(language, bytesDone);
  const total = formatBytes(language, bytesTotal);
  switch (snapshot.status.kind) {
    case 'sending': {
      const bytes = t('time.amountOf', { done, total });
      return secondsLeft === null || growing
        ? bytes
        : t('tray.bytesTime', { bytes, time: formatAbout(t, secondsLeft) });
    }
    case 'paused':
    case 'offline':
    case 'waiting':
      return t('tray.left', {
        n: photosLeft(snapshot),
        bytes: formatBytes(language, Math.max(0, bytesTotal - bytesDone)),
      });
    default:
      return null;
  }
}

/** Photos that wait by one of the person's rules can be sent anyway; photos that wait for a retry can retry now. */
function sendNowItem({ snapshot, language, t }: TrayStatusInput): TrayItem | null {
  const status = snapshot?.status;
  if (!snapshot || !status) return null;
  if (status.kind === 'offline' || (status.kind === 'waiting' && status.why === 'retry')) {
    return { kind: 'command', text: t('tray.retryNow'), command: { do: 'retry' } };
  }
  if (status.kind === 'waiting' && ['hours', 'metered', 'battery'].includes(status.why)) {
    const bytes = formatBytes(language, Math.max(0, snapshot.round.bytesTotal - snapshot.round.bytesDone));
    return { kind: 'command', text: t('tray.sendAnyway', { bytes }), command: { do: 'send-anyway' } };
  }
  return null;
}

function recentItems({ recent, t }: TrayStatusInput): TrayItem[] {
  if (recent.length === 0) return [{ kind: 'line', text: t('tray.recentNone') }];
  return recent.map(({ fileId, name }) => ({ kind: 'command', text: name, command: { do: 'show', fileId } }));
}

function pauseItem({ snapshot, language, t, nowMs }: TrayStatusInput): TrayItem {
  if (snapshot?.status.kind === 'paused') return { kind: 'command', text: t('tray.resume'), command: { do: 'resume' } };
  const times = pauseTimes(nowMs);
  const until = (
    key: 'overview.pause30' | 'overview.pauseHour' | 'overview.pauseTomorrow',
    untilMs: number,
  ): TrayItem => ({
    kind: 'command',
    text: `${t(key)} (${t('overview.until', { time: formatClock(language, untilMs) })})`,
    command: { do: 'pause', untilMs },
  });
  return {
    kind: 'menu',
    text: t('tray.pause'),
    items: [
      until('overview.pause30', times.halfHour),
      until('overview.pauseHour', times.hour),
      until('overview.pauseTomorrow', times.tomorrow),
      { kind: 'command', text: t('overview.pauseForever'), command: { do: 'pause', untilMs: null } },
    ],
  };
}
