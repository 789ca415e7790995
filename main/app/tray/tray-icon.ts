// The tray icon itself: draws the symbol, the tooltip and the menu that it is given.
import { join } from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray } from 'electron';
import type { MenuItemConstructorOptions, NativeImage } from 'electron';
import type { StatusIcon } from '../../../shared/locales/status-sentence.ts';
import type { AppCommand } from '../menu/app-commands.ts';
import type { TrayItem } from './tray-menu.ts';

export interface TrayOptions {
  icons: string;
  /** Whether the system's own colours are dark, whatever the program's are. */
  systemIsDark: () => boolean;
  onCommand: (command: AppCommand) => void;
  /** Files and folders dropped on the icon; macOS only. */
  onDrop: (paths: string[]) => void;
}

/** Some desktops close an open menu when it is rebuilt, so its numbers may be a few seconds old. */
const MENU_EVERY_MS = 5_000;

export class TrayIcon {
  readonly #options: TrayOptions;
  readonly #tray: Tray;
  #icon: StatusIcon = 'waiting';
  #tooltip = '';
  #menu: readonly TrayItem[] = [];
  /** The menu that the system has, as JSON; null: none yet. */
  #shownMenu: string | null = null;
  /** By `performance.now()`. */
  #menuBuiltAt = Number.NEGATIVE_INFINITY;
  #rebuild: NodeJS.Timeout | undefined;
  readonly #recolour = (): void => this.#tray.setImage(iconImage(this.#options, this.#icon));

  /** Throws when the system refuses the icon. */
  constructor(options: TrayOptions) {
    this.#options = options;
    this.#tray = new Tray(iconImage(options, this.#icon));
    // On macOS a click opens the menu; elsewhere it opens the window, if the desktop reports clicks.
    if (process.platform !== 'darwin') this.#tray.on('click', () => options.onCommand({ do: 'open' }));
    this.#tray.on('drop-files', (_event, paths) => options.onDrop(paths));
    nativeTheme.on('updated', this.#recolour);
  }

  update(next: { icon: StatusIcon; tooltip: string; menu: readonly TrayItem[] }): void {
    if (next.icon !== this.#icon) {
      this.#icon = next.icon;
      this.#recolour();
      // Another state has other commands: the menu is rebuilt at once.
      this.#menuBuiltAt = Number.NEGATIVE_INFINITY;
    }
    if (next.tooltip !== this.#tooltip) {
      this.#tooltip = next.tooltip;
      this.#tray.setToolTip(next.tooltip);
    }
    this.#menu = next.menu;
    const waitMs = this.#menuBuiltAt + MENU_EVERY_MS - performance.now();
    if (waitMs <= 0) {
      clearTimeout(this.#rebuild);
      this.#buildMenu();
    } else {
      this.#rebuild ??= setTimeout(() => this.#buildMenu(), waitMs);
    }
  }

  remove(): void {
    clearTimeout(this.#rebuild);
    nativeTheme.off('updated', this.#recolour);
    this.#tray.destroy();
  }

  #buildMenu(): void {
    this.#rebuild = undefined;
    const text = JSON.stringify(this.#menu);
    if (text === this.#shownMenu) return;
    this.#shownMenu = text;
    this.#menuBuiltAt = performance.now();
    this.#tray.setContextMenu(Menu.buildFromTemplate(template(this.#menu, this.#options.onCommand)));
  }
}

function template(items: readonly TrayItem[], run: (command: AppCommand) => void): MenuItemConstructorOptions[] {
  return items.map((item) => {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'line':
        return { label: escapedLabel(item.text), enabled: false };
      case 'command':
        return { label: escapedLabel(item.text), click: () => run(item.command) };
      case 'menu':
        return { label: escapedLabel(item.text), submenu: template(item.items, run) };
    }
  });
}

/** `&` in a file's name would mark the next letter as a shortcut key. */
function escapedLabel(text: string): string {
  return text.replaceAll('&', '&&');
}

function iconImage({ icons: folder, systemIsDark }: TrayOptions, icon: StatusIcon): NativeImage {
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
