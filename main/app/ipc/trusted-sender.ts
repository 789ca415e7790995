// Decides whether a message comes from the page of our own window. Pure.

export interface Sender {
  /** Id of the page's web contents. */
  contents: number;
  /** Address of the sending frame; null when that frame is gone. */
  address: string | null;
  isMainFrame: boolean;
}

export type Distrust = 'unknown_window' | 'frame_gone' | 'not_main_frame' | 'foreign_origin';

/** Why the sender is not trusted; null when it is. `windows`: ids of the web contents of the windows that we opened. */
export function distrust(sender: Sender, ours: { windows: ReadonlySet<number>; origin: string }): Distrust | null {
  if (!ours.windows.has(sender.contents)) return 'unknown_window';
  if (sender.address === null) return 'frame_gone';
  if (!sender.isMainFrame) return 'not_main_frame';
  return originOf(sender.address) === ours.origin ? null : 'foreign_origin';
}

/** Scheme and host. Not `URL.origin`: that is «null» for schemes that Node does not know. */
export function originOf(address: string): string | null {
  try {
    const url = new URL(address);
    return url.host === '' ? null : `${url.protocol}//${url.host}`;
  } catch {
    return null;
  }
}
