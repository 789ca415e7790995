// The three steps of a photo's way: a place reserved, the bytes, the commit. The middle one carries the bytes.
import type { Lane } from '../../shared/snapshot.ts';

/** Share of each step that is behind, 0–100. Reserving and committing tell no share: half means «under way». */
export function stepShares(lane: Pick<Lane, 'step' | 'sentBytes' | 'totalBytes'>): [number, number, number] {
  const sent = lane.totalBytes > 0 ? Math.min(100, (lane.sentBytes / lane.totalBytes) * 100) : 0;
  switch (lane.step) {
    case 'converting':
      return [0, 0, 0];
    case 'reserving':
      return [50, 0, 0];
    case 'sending':
      return [100, sent, 0];
    case 'committing':
      return [100, 100, 50];
  }
}

export function StepTrack({ lane, label }: { lane: Lane; label: string }) {
  const shares = stepShares(lane);
  return (
    <div
      className="steps"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(shares[1])}
    >
      {shares.map((share, index) => (
        <span key={index}>
          <i style={{ width: `${share}%` }} />
        </span>
      ))}
    </div>
  );
}
