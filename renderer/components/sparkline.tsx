// The speed of the last minute as a line with a dot at «now».

const width = 112;
const height = 20;

/** Points of the line: time to the right, speed upwards, scaled to the largest sample. */
export function sparkPoints(samples: readonly number[]): { x: number; y: number }[] {
  const top = Math.max(1, ...samples);
  const step = samples.length > 1 ? width / (samples.length - 1) : 0;
  return samples.map((sample, index) => ({ x: index * step, y: height - 2 - (sample / top) * (height - 4) }));
}

export function Sparkline({ samples, label }: { samples: readonly number[]; label: string }) {
  const points = sparkPoints(samples);
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return null;
  return (
    <svg
      className="spark"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <path d={points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')} />
      <circle cx={last.x} cy={last.y} r="2.5" />
    </svg>
  );
}
