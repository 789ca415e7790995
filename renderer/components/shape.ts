// A photo's shape: width divided by height, limited so that very tall and very wide photos still fit into rows.

const narrowest = 0.5;
const widest = 3.2;
/** Assumed while a photo's size is not known. */
export const usualShape = 1.5;

export function shapeOf(photo: { width: number | null; height: number | null }): number {
  if (photo.width === null || photo.height === null) return usualShape;
  return Math.min(widest, Math.max(narrowest, photo.width / photo.height));
}
