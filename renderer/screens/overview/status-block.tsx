// The status: sentence, progress bar, next step and what waits.
import { photosLeft, statusSentence } from '../../../shared/locales/status-sentence.ts';
import { roundProgress } from '../../../shared/round-progress.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { BytesBar } from '../../components/bytes-bar.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { focusHome } from '../../components/kept-focus.ts';
import { PauseButton } from './pause-button.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { Sentence } from '../../i18n/sentence.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { NextStep } from './next-step.tsx';
import { isBusy } from './slots.ts';
import { WaitList } from './waits.tsx';

const waitIcons: Readonly<Record<Extract<Snapshot['status'], { kind: 'waiting' }>['why'], IconName>> = {
  retry: 'clock',
  hours: 'moon',
  metered: 'meter',
  battery: 'battery',
  drive_off: 'drive-off',
  folder_shut: 'warning',
  folder_paused: 'pause',
  folder_failed: 'warning',
  planned: 'eye',
  no_account: 'person',
  disk_full: 'drive',
  cannot_copy: 'drive',
};

export function statusIcon({
  status,
  unseenFolders,
  unseen,
}: Pick<Snapshot, 'status' | 'unseenFolders' | 'unseen'>): { name: IconName; tone?: 'done-text' | 'need-text' } | null {
  switch (status.kind) {
    case 'ready':
      return unseenFolders > 0
        ? { name: unseen.some(({ kind }) => kind === 'drive_off') ? 'drive-off' : 'warning' }
        : { name: 'check', tone: 'done-text' };
    case 'paused':
      return { name: 'pause' };
    case 'offline':
      return { name: 'offline' };
    case 'account':
      return status.trouble.kind === 'resting' ? { name: 'clock' } : { name: 'key', tone: 'need-text' };
    case 'waiting':
      return { name: waitIcons[status.why] };
    case 'needs_you':
      return { name: 'warning', tone: 'need-text' };
    // No icon here: one that comes and goes would move the sentence.
    case 'checking':
    case 'starting':
    case 'empty':
    case 'sending':
      return null;
  }
}

export function StatusBlock({ snapshot }: { snapshot: Snapshot }) {
  const { t, language } = useI18n();
  const { go } = useRoute();
  const sentence = statusSentence(snapshot, language, t);
  const busy = isBusy(snapshot);
  const icon = statusIcon(snapshot);
  const { kind } = snapshot.status;
  // In other states the next step is another button; the tray can still pause.
  const canPause =
    kind === 'sending' || kind === 'checking' || kind === 'ready' || kind === 'paused' || kind === 'needs_you';
  const { key } = sentence.headline;
  const all = key === 'status.checkingCount' || key === 'status.sendingChecking' ? 'checking' : 'waiting';
  const opens = {
    done: () => go(routeOf('photos', { shown: 'done' })),
    all: () => go(routeOf('photos', { shown: all })),
    need: () => go(snapshot.counts.needs_you > 0 ? routeOf('problems') : routeOf('photos', { shown: 'review' })),
  };
  return (
    <section className={busy ? 'status busy' : 'status'}>
      <div className="status-line">
        {icon !== null && <Icon name={icon.name} {...(icon.tone === undefined ? {} : { className: icon.tone })} />}
        <h2 className="grow" {...focusHome}>
          <Sentence text={sentence.headline.key} vars={sentence.headline.vars} opens={opens} />
        </h2>
        {canPause && <PauseButton />}
      </div>
      {sentence.detail !== null && !busy && <p className="under">{sentence.detail}</p>}
      <Progress snapshot={snapshot} />
      <NextStep snapshot={snapshot} />
      <WaitList snapshot={snapshot} />
    </section>
  );
}

/** While sending or checking, bar and line are always drawn, so that nothing below them jumps. */
function Progress({ snapshot }: { snapshot: Snapshot }) {
  const { t, bytes, bytesOf, speed } = useI18n();
  const { round, status } = snapshot;
  const busy = isBusy(snapshot);
  if (!busy && (round.bytesTotal <= 0 || round.photosDone >= round.photosTotal)) return null;
  const share = roundProgress(snapshot);
  const sent =
    share.unit === 'bytes'
      ? bytesOf(round.bytesDone, round.bytesTotal)
      : t('overview.bytesSent', { bytes: bytes(round.bytesDone) });
  return (
    <>
      <BytesBar
        done={share.done}
        inFlight={share.inFlight}
        total={share.total}
        still={!busy}
        text={round.bytesTotal > 0 ? sent : t('statusDetail.checking')}
        label={t('overview.progress')}
      />
      <div className="facts">
        <span className="clip">{round.bytesTotal > 0 ? sent : t('statusDetail.checking')}</span>
        {!busy && status.kind !== 'paused' && <span>{t('statusDetail.leftPhotos', { n: photosLeft(snapshot) })}</span>}
        {busy && snapshot.bytesPerSecond > 0 && (
          <span className="push">
            <Sparkline samples={snapshot.speeds} label={t('overview.speed')} />
            <span>{speed(snapshot.bytesPerSecond)}</span>
          </span>
        )}
      </div>
    </>
  );
}
