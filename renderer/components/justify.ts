// Justified rows: photos keep their shape, each row fills the width, and row heights stay near the target. Pure.

export interface JustifiedRow {
  /** Index of the first photo, and one past the last. */
  from: number;
  to: number;
  height: number;
  /** Widths of its photos in pixels. */
  widths: number[];
}

/** Between photos, everywhere: the token --photo-gap. */
export const photoGap = 4;
/** A row may be this many times as tall as the target; the last row is never stretched. */
const tallest = 1.4;

/** Greedy: closes each row where its height is nearest to the target. */
export function justify(shapes: ArrayLike<number>, width: number, target: number): JustifiedRow[] {
  const rows: JustifiedRow[] = [];
  let from = 0;
  let sum = 0;
  const heightOf = (total: number, count: number): number => (width - photoGap * (count - 1)) / total;
  const close = (to: number, total: number, last: boolean): void => {
    const natural = heightOf(total, to - from);
    const height = last ? Math.min(target, natural) : Math.min(target * tallest, natural);
    const widths: number[] = [];
    for (let index = from; index < to; index += 1) widths.push((shapes[index] ?? 1) * height);
    rows.push({ from, to, height, widths });
    from = to;
    sum = 0;
  };
  for (let index = 0; index < shapes.length; index += 1) {
    const shape = shapes[index] ?? 1;
    const count = index - from;
    const withIt = heightOf(sum + shape, count + 1);
    if (withIt > target) {
      sum += shape;
      continue;
    }
    // The row is full with this photo: is its height nearer to the target with it or without it?
    const without = count > 0 ? heightOf(sum, count) : Infinity;
    if (count > 0 && without <= target * tallest && without - target < target - withIt) {
      close(index, sum, false);
      sum = shape;
      if (heightOf(sum, 1) <= target) close(index + 1, sum, false);
    } else {
      close(index + 1, sum + shape, false);
    }
  }
  if (from < shapes.length) close(shapes.length, sum, true);
  return rows;
}
