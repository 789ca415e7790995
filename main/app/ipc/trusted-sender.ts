// Whether a message comes from our own window's own page. One decision, on plain values; reads nothing itself.

export interface Sender {
  /** Number of the page's web contents. */
  contents: number;
  /** Address of the frame that speaks; null when that frame is gone. */
  address: string | null;
  isMainFrame: boolean;
}

export type Distrust = 'unknown_window' | 'frame_gone' | 'not_main_frame' | 'foreign_origin';

/** Why not; null when it may be believed. `windows` are the web contents of windows that we opened. */
export function distrust(sender: Sender, ours: { windows: ReadonlySet<number>; origin: string }): Distrust | null {
  if (!ours.windows.has(sender.contents)) return 'unknown_window';
  if (sender.address === null) return 'frame_gone';
  if (!sender.isMainFrame) return 'not_main_frame';
  return originOf(sender.address) === ours.origin ? null : 'foreign_origin';
}

/** Scheme and host: `URL.origin` is «null» for a scheme that Node does not know. */
export function originOf(address: string): string | null {
  try {
    const url = new URL(address);
    return url.host === '' ? null : `${url.protocol}//${url.host}`;
  } catch {
    return null;
  }
}
