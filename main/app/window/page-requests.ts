// What menus, tray, notifications and other programs ask of the page: show a screen, add files, explain a file.
import type { EventPayload } from '../../../shared/ipc.ts';
import type { AppLocale } from '../settings/app-locale.ts';
import { batch } from './batch.ts';
import { pickPhotosDialog } from './file-dialogs.ts';
import type { MainWindow } from './main-window.ts';

export type RequestedScreen = EventPayload<'screen.wanted'>['screen'];

/** Each of these also brings the window to the front. */
export interface PageRequests {
  showScreen(screen: RequestedScreen): void;
  showAbout(): void;
  /** The page asks where the files go. Files that arrive one by one are asked about together. */
  drop(paths: readonly string[]): void;
  /** The page explains what became of this file; null: it asks which file. */
  explain(path: string | null): void;
  /** Lets the person choose photos in the system's dialog, then works like `drop`. */
  addPhotos(): void;
}

export function pageRequests(window: MainWindow, locale: () => AppLocale): PageRequests {
  const { events } = window;
  const sendDrop = batch<string>((paths) => events.send('drop.wanted', { paths }));

  const drop = (paths: readonly string[]): void => {
    sendDrop(paths);
    window.show();
  };

  return {
    showScreen(screen) {
      events.send('screen.wanted', { screen, shown: null });
      window.show();
    },
    showAbout() {
      window.show();
      events.send('about.wanted', {});
    },
    drop,
    explain(path) {
      window.show();
      events.send('explain.wanted', { path });
    },
    addPhotos() {
      const parent = window.current?.isVisible() ? window.current : null;
      void pickPhotosDialog(parent, locale().t).then((paths) => {
        if (paths.length > 0) drop(paths);
      });
    },
  };
}
