// The status sentence: what is happening, and what happens next. Window, tray and terminal show the same.
import type { AccountTrouble, Snapshot } from '../snapshot.ts';
import type { Vars } from './dictionary.ts';
import { formatAbout, formatAt, formatBytes, formatClock, formatDay, formatMoment, daysAgo } from './format.ts';
import type { Language } from './languages.ts';
import type { TextKey } from './ru.ts';
import type { Translate } from './translate.ts';

/** The icon in the tray and beside Overview in the window. */
export type StatusIcon = 'ready' | 'sending' | 'waiting' | 'offline' | 'needs_you';

export type SentenceKey = Extract<TextKey, `status.${string}`>;

export interface StatusSentence {
  icon: StatusIcon;
  /** Key and variables, so that the window can make its numbers open their lists. */
  headline: { key: SentenceKey; vars: Vars };
  /** What happens next; null when the headline says it all. */
  detail: string | null;
}

export function statusSentence(snapshot: Snapshot, language: Language, t: Translate): StatusSentence {
  const { status, round } = snapshot;
  const sentence = (icon: StatusIcon, key: SentenceKey, detail: string | null, vars: Vars = {}): StatusSentence => ({
    icon,
    headline: { key, vars },
    detail,
  });
  switch (status.kind) {
    case 'starting':
      return sentence('waiting', 'status.starting', t('statusDetail.starting'));
    case 'empty':
      return sentence('ready', 'status.empty', t('statusDetail.empty'));
    case 'ready':
      if (snapshot.unseenFolders > 0)
        return sentence('waiting', 'status.readySeen', t('statusDetail.readySeen', { n: snapshot.unseenFolders }));
      return sentence('ready', 'status.ready', readyDetail(snapshot, language, t));
    case 'checking': {
      const n = checkingNow(snapshot);
      return sentence('sending', n > 0 ? 'status.checkingCount' : 'status.checking', t('statusDetail.checking'), { n });
    }
    case 'sending': {
      const vars = { done: round.photosDone, total: round.photosTotal };
      const n = checkingNow(snapshot);
      if (round.growing && n > 0)
        return sentence('sending', 'status.sendingChecking', null, { done: round.photosDone, n });
      if (round.growing) return sentence('sending', 'status.sendingGrowing', null, vars);
      if (round.secondsLeft === null) return sentence('sending', 'status.sending', null, vars);
      return sentence('sending', 'status.sendingTime', null, { ...vars, time: formatAbout(t, round.secondsLeft) });
    }
    case 'paused': {
      const detail = leftDetail(snapshot, language, t) ?? t('statusDetail.paused');
      if (status.untilMs === null) return sentence('waiting', 'status.paused', detail);
      return sentence('waiting', 'status.pausedUntil', detail, {
        time: until(language, status.untilMs, snapshot.atMs),
      });
    }
    case 'offline':
      return sentence('offline', 'status.offline', t('statusDetail.offline'));
    case 'account':
      return troubleSentence(status.trouble, snapshot.atMs, language, t);
    case 'waiting':
      return waitingSentence(snapshot, status.why, status.untilMs, language, t);
    case 'needs_you':
      return sentence('needs_you', 'status.needsYou', needsYouDetail(snapshot, t), { n: status.photos });
  }
}

/** Photos that are being checked now; those of a disconnected drive are not. */
export function checkingNow({ counts, waits }: Pick<Snapshot, 'counts' | 'waits'>): number {
  return counts.checking - waits.reduce((sum, { unchecked }) => sum + unchecked, 0);
}

/** The headline as plain text, for the tray and the terminal. */
export function statusText(sentence: StatusSentence, t: Translate): string {
  return t(sentence.headline.key, sentence.headline.vars);
}

/** The trouble of an account as headline and detail, for the status and the banner. */
export function troubleSentence(
  trouble: AccountTrouble,
  nowMs: number,
  language: Language,
  t: Translate,
): StatusSentence {
  const sentence = (
    key: SentenceKey,
    detail: string,
    vars: Vars = {},
    icon: StatusIcon = 'needs_you',
  ): StatusSentence => ({
    icon,
    headline: { key, vars },
    detail,
  });
  switch (trouble.kind) {
    case 'sign_in':
      return sentence('status.signIn', t('statusDetail.signIn'));
    case 'keyring_locked':
      return sentence('status.keyringLocked', t('statusDetail.keyringLocked'));
    case 'permission':
      // The service does not always name the permission.
      return sentence(
        'status.permission',
        trouble.right === ''
          ? t('statusDetail.permissionUnnamed')
          : t('statusDetail.permission', { right: trouble.right }),
      );
    case 'rejected':
      return sentence('status.rejected', t('statusDetail.rejected', { code: String(trouble.code) }));
    case 'not_ok_server':
      return sentence('status.notOkServer', t('statusDetail.notOkServer'));
    case 'redirected':
      return sentence(
        trouble.bytes ? 'status.redirectedBytes' : 'status.redirected',
        redirectDetail(trouble, nowMs, language, t),
      );
    case 'strange_upload':
      return sentence(
        'status.strangeUpload',
        t(trouble.heard === null ? 'statusDetail.strangeUpload' : 'statusDetail.strangeUploadHeard', {
          host: trouble.host,
          heard: trouble.heard ?? '',
          time: until(language, trouble.untilMs, nowMs),
        }),
      );
    case 'upload_host': {
      const { host, scheme, untilMs } = trouble;
      const time = until(language, untilMs, nowMs);
      return sentence('status.uploadHost', t('statusDetail.uploadHost', { host, scheme, time }), { host });
    }
    case 'other_account':
      return sentence('status.otherAccount', t(`statusDetail.otherAccount.${trouble.why}`, trouble));
    case 'resting':
      return sentence(
        'status.resting',
        t('statusDetail.resting'),
        { time: until(language, trouble.untilMs, nowMs) },
        'waiting',
      );
  }
}

const redirectKeys: Readonly<Record<Redirected['how'], TextKey>> = {
  elsewhere: 'statusDetail.redirectElsewhere',
  moved: 'statusDetail.redirectMoved',
  loop: 'statusDetail.redirectLoop',
  insecure: 'statusDetail.redirectInsecure',
  unnamed: 'statusDetail.redirectUnnamed',
};

type Redirected = Extract<AccountTrouble, { kind: 'redirected' }>;

function redirectDetail(
  { host, to, how, untilMs }: Redirected,
  nowMs: number,
  language: Language,
  t: Translate,
): string {
  const where = t(redirectKeys[how], { host, to: to ?? '' });
  return `${where} ${t('statusDetail.redirectNext', { time: until(language, untilMs, nowMs) })}`;
}

type WaitWhy = Extract<Snapshot['status'], { kind: 'waiting' }>['why'];

const waitingKeys: Readonly<Record<Exclude<WaitWhy, 'retry' | 'hours'>, [SentenceKey, TextKey]>> = {
  metered: ['status.waitingMetered', 'statusDetail.waitingMetered'],
  battery: ['status.waitingBattery', 'statusDetail.waitingBattery'],
  drive_off: ['status.waitingDrive', 'statusDetail.waitingDrive'],
  folder_shut: ['status.waitingFolder', 'statusDetail.waitingFolder'],
  folder_paused: ['status.waitingPaused', 'statusDetail.waitingPaused'],
  folder_failed: ['status.waitingFailed', 'statusDetail.waitingFailed'],
  planned: ['status.waitingStart', 'statusDetail.waitingStart'],
  no_account: ['status.waitingAccount', 'statusDetail.waitingAccount'],
  disk_full: ['status.waitingDisk', 'statusDetail.waitingDisk'],
  cannot_copy: ['status.waitingCopy', 'statusDetail.waitingCopy'],
};

function waitingSentence(
  snapshot: Snapshot,
  why: WaitWhy,
  untilMs: number | null,
  language: Language,
  t: Translate,
): StatusSentence {
  const sentence = (key: SentenceKey, detail: string, vars: Vars = {}): StatusSentence => ({
    icon: why === 'disk_full' || why === 'cannot_copy' || why === 'folder_failed' ? 'needs_you' : 'waiting',
    headline: { key, vars },
    detail,
  });
  const at = untilMs === null ? null : formatAt(language, t, untilMs, snapshot.atMs);
  if (why === 'retry')
    return at === null
      ? sentence('status.waitingRetry', t('statusDetail.waitingRetry'))
      : sentence('status.waitingRetryUntil', t('statusDetail.waitingRetry'), { time: at });
  if (why === 'hours')
    return sentence(
      'status.waitingHours',
      at === null ? t('statusDetail.waitingHoursSoon') : t('statusDetail.waitingHours', { time: at }),
    );
  const [headline, detail] = waitingKeys[why];
  return sentence(headline, t(detail));
}

function readyDetail(snapshot: Snapshot, language: Language, t: Translate): string {
  const vars = {
    photos: t('count.photos', { n: snapshot.counts.done }),
    folders: t('count.fromFolders', { n: snapshot.folders }),
  };
  if (snapshot.lastDoneMs === null) return t('statusDetail.ready', vars);
  const last = formatMoment(language, t, snapshot.lastDoneMs, snapshot.atMs);
  if (snapshot.lastScanMs === null) return t('statusDetail.readyLast', { ...vars, last });
  return t('statusDetail.readyLastScan', {
    ...vars,
    last,
    scan: formatAt(language, t, snapshot.lastScanMs, snapshot.atMs),
  });
}

function needsYouDetail({ counts, unseenFolders }: Snapshot, t: Translate): string | null {
  if (unseenFolders > 0) return t('statusDetail.readySeen', { n: unseenFolders });
  return counts.waiting + counts.checking === 0 ? t('statusDetail.needsYou') : null;
}

/** Photos of the round that are still to be sent; some of its total may need a decision by now. */
export function photosLeft({ round, counts, waits }: Pick<Snapshot, 'round' | 'counts' | 'waits'>): number {
  const held = waits
    .filter(({ kind }) => kind === 'folder_paused' || kind === 'planned')
    .reduce((sum, { photos, unchecked }) => sum + photos - unchecked, 0);
  const left = Math.max(0, round.photosTotal - round.photosDone);
  const waiting = counts.waiting - held;
  return waiting > 0 ? Math.min(left, waiting) : left;
}

function leftDetail(snapshot: Snapshot, language: Language, t: Translate): string | null {
  const { bytesDone, bytesTotal } = snapshot.round;
  const n = photosLeft(snapshot);
  if (n === 0) return null;
  return t('statusDetail.left', {
    n,
    bytes: formatBytes(language, Math.max(0, bytesTotal - bytesDone)),
  });
}

/** «16:04» today, «8:00, 13 июля» later: after «до» and «until». */
function until(language: Language, atMs: number, nowMs: number): string {
  const time = formatClock(language, atMs);
  return daysAgo(atMs, nowMs) === 0 ? time : `${time}, ${formatDay(language, atMs, nowMs)}`;
}
