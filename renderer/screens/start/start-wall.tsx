// Empty frames beside the first start: the place where the person's own photos will be. Decoration only.
import { useRef } from 'react';
import { justify } from '../../components/justify.ts';
import { useWidth } from '../../components/use-width.ts';

const shapes = [
  1.6, 1.6, 0.76, 1.6, 1.77, 0.82, 1.6, 1.6, 0.85, 1.6, 2.6, 2.1, 1.6, 1.5, 1.6, 0.76, 1.6, 1.6, 1.2, 1.6,
];
const frameHeight = 150;

export function StartWall() {
  const ref = useRef<HTMLDivElement>(null);
  const width = useWidth(ref);
  const rows = width === 0 ? [] : justify(shapes, width, frameHeight);
  return (
    <div className="wall-rows blank" ref={ref}>
      {rows.map((row) => (
        <div className="wall-row" key={row.from}>
          {row.widths.map((frame, index) => (
            <span key={index} className="photo" style={{ width: frame, height: row.height }} />
          ))}
        </div>
      ))}
    </div>
  );
}
