// Position and size of the window: as it was, if the screens still allow that. Pure.
import type { Settings } from '../../../shared/settings.ts';

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const smallestWindow = { width: 760, height: 560 };
export const firstWindow = { width: 1180, height: 760 };

/** Pixels of the title bar that must be on a screen, so that a person can drag the window. */
const GRIP = { width: 120, height: 32 };

export interface WindowBounds {
  /** Without x and y the system chooses the middle of its main screen. */
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
}

/** `screens`: work areas. A screen that was unplugged or became smaller must not hide the window. */
export function windowBounds(remembered: Settings['window'], screens: readonly Rectangle[]): WindowBounds {
  if (!remembered) return { ...fitting(firstWindow, screens[0]), maximized: false };
  const { x, y, maximized } = remembered;
  const bar: Rectangle = { x, y, width: remembered.width, height: GRIP.height };
  const screen = screens.find((area) => {
    const width = Math.min(bar.x + bar.width, area.x + area.width) - Math.max(bar.x, area.x);
    const height = Math.min(bar.y + bar.height, area.y + area.height) - Math.max(bar.y, area.y);
    return width >= GRIP.width && height >= GRIP.height;
  });
  const size = fitting(remembered, screen ?? screens[0]);
  return screen ? { x, y, ...size, maximized } : { ...size, maximized };
}

/** Not larger than the screen, not smaller than the page allows. */
function fitting(
  size: { width: number; height: number },
  screen: Rectangle | undefined,
): { width: number; height: number } {
  const fit = (wanted: number, smallest: number, largest: number): number =>
    Math.max(smallest, Math.min(wanted, largest));
  const area = screen ?? firstWindow;
  return {
    width: fit(size.width, smallestWindow.width, area.width),
    height: fit(size.height, smallestWindow.height, area.height),
  };
}
