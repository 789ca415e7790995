// What is being sent right now: the part of a thumbnail left of the orange edge shows how much has been sent.
import { useRef, useState, type CSSProperties } from 'react';
import type { Lane, Snapshot } from '../../../shared/snapshot.ts';
import { Icon } from '../../components/icon.tsx';
import { StepTrack } from '../../components/step-track.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { useToast } from '../../use-toast.ts';
import { sentShare } from '../../features/photo/use-sent-share.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { slotsFor } from './slots.ts';

export function LaneList({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useI18n();
  const section = useRef<HTMLElement>(null);
  const most = useEngine((state) => state.settings.lanes);
  const [kept, setKept] = useState(0);
  const slots = slotsFor(kept, snapshot, most);
  if (slots !== kept) setKept(slots);
  if (slots === 0) return null;
  return (
    <section className="block lane-block" ref={section} tabIndex={-1}>
      <h3 className="caption">{t('overview.nowSending')}</h3>
      <ul className="lanes">
        {Array.from({ length: slots }, (_, slot) => {
          const lane = snapshot.lanes.find((one) => one.lane === slot);
          return lane === undefined ? (
            <li key={slot} className="seat" aria-hidden="true">
              <span />
            </li>
          ) : (
            <LaneRow key={slot} lane={lane} onStopped={() => section.current?.focus()} />
          );
        })}
      </ul>
    </section>
  );
}

/** From here on the service may already have published it. */
function canStop(lane: Lane): boolean {
  return lane.step !== 'committing';
}

/** `onStopped`: the row goes away, and the keyboard must not be lost with it. */
function LaneRow({ lane, onStopped }: { lane: Lane; onStopped: () => void }) {
  const { t, bytesOf } = useI18n();
  const { go } = useRoute();
  const stop = useStop(lane, onStopped);
  const share = sentShare(lane);
  const step = t(`overview.step.${lane.step}`);
  const to = lane.albumTitle === null ? t('album.personalInside') : t('album.quoted', { title: lane.albumTitle });
  const way = t('overview.arrow', { folder: lane.folderTitle, album: to });
  const becomes = lane.becomes === null ? null : t('overview.becomes', { format: lane.becomes.toUpperCase() });
  return (
    <li>
      <button
        type="button"
        className="lane"
        onClick={() => go(routeOf('photos', { fileId: lane.fileId }))}
        onKeyDown={(event) => {
          if (event.key === 'Delete' && canStop(lane)) void stop();
        }}
      >
        <span
          className={`photo coming${share === 0 || share === 100 ? ' no-edge' : ''}`}
          style={{ '--sent': `${share}%` } as CSSProperties}
        >
          <Thumbnail sha256={lane.thumbnail} eager />
        </span>
        <span className="grow lane-name">
          <span className="clip block" title={lane.name}>
            {lane.name}
          </span>
          <span className="meta lane-way" title={becomes === null ? way : `${way}\u00a0· ${becomes}`}>
            <span className="clip">{way}</span>
            {becomes !== null && <span className="lane-becomes">{becomes}</span>}
          </span>
        </span>
        <StepTrack lane={lane} label={t('overview.laneProgress', { name: lane.name, step })} />
        <span className="what">{lane.step === 'sending' ? bytesOf(lane.sentBytes, lane.totalBytes) : step}</span>
      </button>
      {canStop(lane) && (
        <button
          type="button"
          className="btn icon-only small lane-stop"
          aria-label={t('overview.stop', { name: lane.name })}
          aria-keyshortcuts="Delete"
          title={t('overview.stop', { name: lane.name })}
          onClick={() => void stop()}
        >
          <Icon name="x" size="small" />
        </button>
      )}
    </li>
  );
}

/** Leaves the photo out, without a question: the way back is in what is said then. */
function useStop({ fileId, name }: Lane, onStopped: () => void): () => Promise<void> {
  const { t } = useI18n();
  const runCommand = useCommand();
  const showToast = useToast();
  return async () => {
    if (commandFailed(await runCommand('lanes.stop', { fileId }))) return;
    onStopped();
    showToast({
      text: t('overview.stopped', { name }),
      action: {
        label: t('overview.sendAfterAll'),
        run: () => void runCommand('photos.act', { fileIds: [fileId], action: 'send_anyway' }),
      },
    });
  };
}
