// Where the window stood, and whether it can stand there again. Pure: knows screens as rectangles.
import type { Settings } from '../../../shared/settings.ts';

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const smallestWindow = { width: 760, height: 560 };
export const firstWindow = { width: 1180, height: 760 };

/** So much of the title bar must be on a screen for a person to take hold of it, in pixels. */
const HOLD = { width: 120, height: 32 };

export interface WindowBounds {
  /** Without x and y the system chooses the middle of its main screen. */
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
}

/** `screens` are work areas. A screen that was unplugged since, or has become smaller, must not hide the window. */
export function windowBounds(remembered: Settings['window'], screens: readonly Rectangle[]): WindowBounds {
  if (!remembered) return { ...fitting(firstWindow, screens[0]), maximized: false };
  const { x, y, maximized } = remembered;
  const bar: Rectangle = { x, y, width: remembered.width, height: HOLD.height };
  const screen = screens.find((area) => {
    const width = Math.min(bar.x + bar.width, area.x + area.width) - Math.max(bar.x, area.x);
    const height = Math.min(bar.y + bar.height, area.y + area.height) - Math.max(bar.y, area.y);
    return width >= HOLD.width && height >= HOLD.height;
  });
  const size = fitting(remembered, screen ?? screens[0]);
  return screen ? { x, y, ...size, maximized } : { ...size, maximized };
}

/** Not larger than the screen, whose end a person could not see; not smaller than the page can be. */
function fitting(
  size: { width: number; height: number },
  screen: Rectangle | undefined,
): { width: number; height: number } {
  const fit = (wished: number, smallest: number, largest: number): number =>
    Math.max(smallest, Math.min(wished, largest));
  const room = screen ?? firstWindow;
  return {
    width: fit(size.width, smallestWindow.width, room.width),
    height: fit(size.height, smallestWindow.height, room.height),
  };
}
