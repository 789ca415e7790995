// Answers the calls that bring files and folders in: suggested folders, the system's dialogs, a pasted picture.
import { app } from 'electron';
import type { BrowserWindow } from 'electron';
import { ok, refuse } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/errors.ts';
import { areBytesLost } from '../../../shared/argument-bytes.ts';
import { typedCall } from '../processes/call-engine.ts';
import type { CallEngine } from '../processes/call-engine.ts';
import type { AppLocale } from '../settings/app-locale.ts';
import { keepPastedImage } from '../system/pasted-image.ts';
import { suggestedFolders, systemUser } from '../system/suggested-folders.ts';
import { pickFolderDialog, pickPhotoDialog, pickPhotosDialog } from '../window/file-dialogs.ts';
import { diskResult } from './disk-result.ts';
import type { HandlersOf } from './main-handlers.ts';

export interface FileHandlerOptions {
  callEngine: CallEngine;
  window: () => BrowserWindow | null;
  locale: () => AppLocale;
  /** The folder in which pasted pictures become files. */
  pastedFolder: string;
}

type FileHandlers = HandlersOf<'dialogs'> & HandlersOf<'clipboard'> & HandlersOf<'folders'>;

export function fileHandlers(options: FileHandlerOptions): FileHandlers {
  /** Electron's dialogs lose bytes of names that are not UTF-8; the engine finds out which files are meant. */
  async function exactPaths(paths: string[]): Promise<string[]> {
    if (!areBytesLost(paths)) return paths;
    const answer = await typedCall(options.callEngine, 'paths.meant', { paths });
    return answer.ok ? answer.value.paths : paths;
  }

  async function exactPath(path: string | null): Promise<Result<string | null>> {
    return ok(path === null ? null : ((await exactPaths([path]))[0] ?? path));
  }

  return {
    'folders.suggest': async () =>
      ok(
        await suggestedFolders({
          home: app.getPath('home'),
          pictures: app.getPath('pictures'),
          downloads: app.getPath('downloads'),
          desktop: app.getPath('desktop'),
          platform: process.platform,
          user: systemUser(),
        }),
      ),
    'dialogs.pickFolder': async () => exactPath(await pickFolderDialog(options.window(), options.locale().t)),
    'dialogs.pickPhoto': async () => exactPath(await pickPhotoDialog(options.window(), options.locale().t)),
    'dialogs.pickPhotos': async () =>
      ok(await exactPaths(await pickPhotosDialog(options.window(), options.locale().t))),

    async 'clipboard.keepImage'({ bytes }) {
      const { pastedFolder } = options;
      const kept = await diskResult(() => keepPastedImage(pastedFolder, bytes, Date.now()), pastedFolder);
      return kept.ok && kept.value === null ? refuse('bad_input', 'bytes') : (kept as Result<string>);
    },
  };
}
