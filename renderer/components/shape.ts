// A photo's shape as width divided by height, kept between a tall door and a wide panorama so that rows stay rows.

const narrowest = 0.5;
const widest = 3.2;
/** Before its size is known, most photos are about this. */
export const usualShape = 1.5;

export function shapeOf(photo: { width: number | null; height: number | null }): number {
  if (photo.width === null || photo.height === null) return usualShape;
  return Math.min(widest, Math.max(narrowest, photo.width / photo.height));
}
