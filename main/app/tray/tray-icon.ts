// The tray icon itself: draws the symbol, the tooltip and the menu that it is given.
import { join } from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray } from 'electron';
import type { MenuItemConstructorOptions, NativeImage } from 'electron';
import type { StatusIcon } from '../../../shared/locales/status-sentence.ts';
import { errorFields } from '../log/log.ts';
import type { ShellLog } from '../log/log.ts';
import type { AppCommand } from '../menu/app-commands.ts';
import type { TrayItem } from './tray-menu.ts';

export interface TrayIcon {
  update(next: { icon: StatusIcon; tooltip: string; menu: readonly TrayItem[] }): void;
  remove(): void;
}

export interface TrayOptions {
  icons: string;
  log: ShellLog;
  /** Whether the system's own colours are dark, whatever the program's are. */
  systemIsDark: () => boolean;
  onCommand: (command: AppCommand) => void;
  /** Files and folders dropped on the icon; macOS only. */
  onDrop: (paths: string[]) => void;
}

/** Some desktops close an open menu when it is rebuilt, so its numbers may be a few seconds old. */
const MENU_EVERY_MS = 5_000;

/** null: the system refused the icon. */
export function openTray(options: TrayOptions): TrayIcon | null {
  let tray: Tray;
  try {
    tray = new Tray(picture(options, 'waiting'));
  } catch (error) {
    options.log.warn('tray.refused', errorFields(error));
    return null;
  }
  // On macOS a click opens the menu; elsewhere it opens the window, if the desktop reports clicks.
  if (process.platform !== 'darwin') tray.on('click', () => options.onCommand({ do: 'open' }));
  tray.on('drop-files', (_event, paths) => options.onDrop(paths));

  let icon: StatusIcon = 'waiting';
  let tooltip = '';
  let shown: string | null = null;
  let wanted: readonly TrayItem[] = [];
  let timer: NodeJS.Timeout | undefined;
  let rebuiltAt = Number.NEGATIVE_INFINITY;

  const recolour = (): void => tray.setImage(picture(options, icon));
  nativeTheme.on('updated', recolour);

  const rebuild = (): void => {
    timer = undefined;
    const text = JSON.stringify(wanted);
    if (text === shown) return;
    shown = text;
    rebuiltAt = performance.now();
    tray.setContextMenu(Menu.buildFromTemplate(template(wanted, options.onCommand)));
  };

  return {
    update(next) {
      if (next.icon !== icon) {
        icon = next.icon;
        recolour();
        // Another state has other commands: the menu is rebuilt at once.
        rebuiltAt = Number.NEGATIVE_INFINITY;
      }
      if (next.tooltip !== tooltip) {
        tooltip = next.tooltip;
        tray.setToolTip(tooltip);
      }
      wanted = next.menu;
      const wait = rebuiltAt + MENU_EVERY_MS - performance.now();
      if (wait <= 0) {
        clearTimeout(timer);
        rebuild();
      } else {
        timer ??= setTimeout(rebuild, wait);
      }
    },
    remove() {
      clearTimeout(timer);
      nativeTheme.off('updated', recolour);
      tray.destroy();
    },
  };
}

function template(items: readonly TrayItem[], run: (command: AppCommand) => void): MenuItemConstructorOptions[] {
  return items.map((item) => {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'line':
        return { label: plain(item.text), enabled: false };
      case 'command':
        return { label: plain(item.text), click: () => run(item.command) };
      case 'menu':
        return { label: plain(item.text), submenu: template(item.items, run) };
    }
  });
}

/** `&` in a file's name would mark the next letter as a shortcut key. */
function plain(text: string): string {
  return text.replaceAll('&', '&&');
}

function picture({ icons: folder, systemIsDark }: TrayOptions, icon: StatusIcon): NativeImage {
  const name = icon.replace('_', '-');
  if (process.platform === 'darwin') {
    const image = nativeImage.createFromPath(join(folder, `${name}-template-16.png`));
    image.setTemplateImage(true);
    return image;
  }
  const size = process.platform === 'win32' ? 16 : 22;
  return nativeImage.createFromPath(
    join(folder, `${name}-${onDarkPanel(systemIsDark) ? 'on-dark' : 'on-light'}-${size}.png`),
  );
}

/** The panel's colour differs from the theme of programs: GNOME's is always dark, Windows has a separate setting. */
function onDarkPanel(systemIsDark: () => boolean): boolean {
  if (process.platform === 'linux')
    return /gnome|unity|cinnamon/i.test(process.env['XDG_CURRENT_DESKTOP'] ?? '') || systemIsDark();
  return nativeTheme.shouldUseDarkColorsForSystemIntegratedUI ?? systemIsDark();
}
