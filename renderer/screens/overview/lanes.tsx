// What is being sent right now: each photo comes through up to the orange edge.
import type { CSSProperties } from 'react';
import type { Lane } from '../../../shared/library.ts';
import { StepTrack } from '../../components/step-track.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { useVoice } from '../../language/voice.tsx';
import { placeOf, usePlace } from '../../place.tsx';

export function Lanes({ lanes }: { lanes: readonly Lane[] }) {
  const { t } = useVoice();
  if (lanes.length === 0) return null;
  return (
    <section className="block">
      <h3 className="caption">{t('overview.nowSending')}</h3>
      <ul className="lanes">
        {lanes.map((lane) => (
          <LaneRow key={lane.lane} lane={lane} />
        ))}
      </ul>
    </section>
  );
}

/** How much of the picture is in full colour, in percent. */
export function sentShare(lane: Pick<Lane, 'step' | 'sentBytes' | 'totalBytes'>): number {
  if (lane.step === 'committing') return 100;
  if (lane.step !== 'sending' || lane.totalBytes <= 0) return 0;
  return Math.min(100, (lane.sentBytes / lane.totalBytes) * 100);
}

function LaneRow({ lane }: { lane: Lane }) {
  const { t, bytesOf } = useVoice();
  const { go } = usePlace();
  const share = sentShare(lane);
  const step = t(`overview.step.${lane.step}`);
  const to = lane.albumTitle === null ? t('album.personalInside') : t('album.quoted', { title: lane.albumTitle });
  const way = t('overview.arrow', { folder: lane.folderTitle, album: to });
  const becomes =
    lane.becomes === null ? '' : `\u00a0· ${t('overview.becomes', { format: lane.becomes.toUpperCase() })}`;
  return (
    <li>
      <button type="button" className="lane" onClick={() => go(placeOf('photos', { fileId: lane.fileId }))}>
        <span
          className={`photo coming${share === 0 || share === 100 ? ' no-edge' : ''}`}
          style={{ '--sent': `${share}%` } as CSSProperties}
        >
          <Thumbnail sha256={lane.thumbnail} eager />
        </span>
        <span className="grow lane-name">
          <span className="clip block">{lane.name}</span>
          <span className="meta clip block">
            {way}
            {becomes}
          </span>
        </span>
        <StepTrack lane={lane} label={t('overview.laneProgress', { name: lane.name, step })} />
        <span className="what">{lane.step === 'sending' ? bytesOf(lane.sentBytes, lane.totalBytes) : step}</span>
      </button>
    </li>
  );
}
