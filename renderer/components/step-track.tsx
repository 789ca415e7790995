// The steps of a photo's way to OK, one segment each: the copy where one is made, the upload address, the bytes, the
// commit.
import type { Lane } from '../../shared/snapshot.ts';

type Step = Lane['step'];

export interface Segment {
  step: Step;
  /** Done, 0 to 100. `running`: under way, and how far is not known. */
  share: number | 'running';
}

/** In the order in which they happen. */
export function segmentsOf(lane: Pick<Lane, 'step' | 'converts' | 'sentBytes' | 'totalBytes'>): Segment[] {
  const steps: Step[] = [...(lane.converts ? (['converting'] as const) : []), 'reserving', 'sending', 'committing'];
  const now = steps.indexOf(lane.step);
  return steps.map((step, index) => {
    if (index !== now) return { step, share: index < now ? 100 : 0 };
    return { step, share: step === 'sending' ? sentPercent(lane) : 'running' };
  });
}

function sentPercent({ sentBytes, totalBytes }: Pick<Lane, 'sentBytes' | 'totalBytes'>): number {
  return totalBytes > 0 ? Math.min(100, (sentBytes / totalBytes) * 100) : 0;
}

export function StepTrack({ lane, label }: { lane: Lane; label: string }) {
  const segments = segmentsOf(lane);
  const sent = segments.find(({ step }) => step === 'sending')?.share;
  return (
    <div
      className={lane.converts ? 'steps converts' : 'steps'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={typeof sent === 'number' ? Math.round(sent) : 0}
    >
      {segments.map(({ step, share }) => (
        <span key={step}>{share === 'running' ? <i className="running" /> : <i style={{ width: `${share}%` }} />}</span>
      ))}
    </div>
  );
}
