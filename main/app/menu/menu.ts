// The application menu with the platform's shortcuts. On Windows and Linux it is hidden, but its shortcuts work.
import { app, Menu } from 'electron';
import type { MenuItemConstructorOptions } from 'electron';
import type { Translate } from '../../../shared/locales/translate.ts';

export interface MenuCommands {
  addPhotos: () => void;
  addFolder: () => void;
  explain: () => void;
  settings: () => void;
  about: () => void;
}

/** Call it again after each change of language. */
export function setMenu(t: Translate, commands: MenuCommands): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(t, commands, process.platform === 'darwin', !app.isPackaged)),
  );
}

function menuTemplate(
  t: Translate,
  commands: MenuCommands,
  mac: boolean,
  development: boolean,
): MenuItemConstructorOptions[] {
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const settings: MenuItemConstructorOptions = {
    label: t('menu.settings'),
    accelerator: 'CmdOrCtrl+,',
    click: commands.settings,
  };
  const about: MenuItemConstructorOptions = { label: t('menu.about'), click: commands.about };
  const quit: MenuItemConstructorOptions = { label: t('menu.quit'), role: 'quit' };
  const appMenu: MenuItemConstructorOptions = {
    label: app.name,
    submenu: [
      about,
      line,
      settings,
      line,
      { label: t('menu.hide'), role: 'hide' },
      { label: t('menu.hideOthers'), role: 'hideOthers' },
      { label: t('menu.showAll'), role: 'unhide' },
      line,
      quit,
    ],
  };
  const help: MenuItemConstructorOptions = { label: t('menu.help'), role: 'help', submenu: [about] };
  const forDevelopers: MenuItemConstructorOptions[] = [
    line,
    { label: t('menu.reload'), role: 'reload' },
    { role: 'toggleDevTools' },
  ];
  return [
    ...(mac ? [appMenu] : []),
    {
      label: t('menu.file'),
      submenu: [
        { label: t('menu.addPhotos'), accelerator: 'CmdOrCtrl+O', click: commands.addPhotos },
        { label: t('menu.addFolder'), accelerator: 'CmdOrCtrl+Shift+O', click: commands.addFolder },
        line,
        { label: t('menu.explain'), accelerator: 'CmdOrCtrl+I', click: commands.explain },
        ...(mac ? [] : [line, settings, line, quit]),
      ],
    },
    {
      label: t('menu.edit'),
      submenu: [
        { label: t('menu.undo'), role: 'undo' },
        { label: t('menu.redo'), role: 'redo' },
        line,
        { label: t('menu.cut'), role: 'cut' },
        { label: t('menu.copy'), role: 'copy' },
        { label: t('menu.paste'), role: 'paste' },
        { label: t('menu.selectAll'), role: 'selectAll' },
      ],
    },
    {
      label: t('menu.view'),
      submenu: [
        { label: t('menu.zoomReset'), role: 'resetZoom' },
        { label: t('menu.zoomIn'), role: 'zoomIn' },
        { label: t('menu.zoomOut'), role: 'zoomOut' },
        line,
        { label: t('menu.fullScreen'), role: 'togglefullscreen' },
        ...(development ? forDevelopers : []),
      ],
    },
    {
      label: t('menu.window'),
      role: 'window',
      submenu: [
        { label: t('menu.minimize'), role: 'minimize' },
        { label: t('window.close'), role: 'close' },
      ],
    },
    ...(mac ? [] : [help]),
  ];
}
