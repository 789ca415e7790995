// The progress bar: sent bytes in the accent colour, bytes in flight paler behind them; grey while nothing is sent.
import { useI18n } from '../i18n/use-i18n.tsx';

export function BytesBar({
  done,
  inFlight = 0,
  total,
  still = false,
  thin = false,
  label,
  text,
}: {
  done: number;
  inFlight?: number;
  total: number;
  still?: boolean;
  thin?: boolean;
  label: string;
  /** Text for screen readers instead of the bytes, where the bar counts something else. */
  text?: string | undefined;
}) {
  const { bytesOf } = useI18n();
  const part = (bytes: number): number => (total <= 0 ? 0 : Math.min(100, (bytes / total) * 100));
  const sent = part(done);
  const className = ['bytes', thin && 'thin', still && 'still'].filter(Boolean).join(' ');
  return (
    <div
      className={className}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(sent)}
      aria-valuetext={text ?? bytesOf(done, total)}
    >
      <i style={{ width: `${sent}%` }} />
      {!still && <i className="in-flight" style={{ width: `${Math.min(100 - sent, part(inFlight))}%` }} />}
    </div>
  );
}
