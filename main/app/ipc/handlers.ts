// The calls that main answers by itself. Each asks the part of the shell that knows; none decides about photos.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, clipboard, shell } from 'electron';
import type { BrowserWindow } from 'electron';
import type { z } from 'zod';
import { ok, refuse } from '../../../shared/errors.ts';
import type { ErrorCode, Result } from '../../../shared/errors.ts';
import { areBytesLost } from '../../../shared/exact-words.ts';
import { calls } from '../../../shared/ipc.ts';
import type { AboutUpdate, CallName, CallOutput, Calls, EngineCallName } from '../../../shared/ipc.ts';
import type { Translate } from '../../../shared/locales/translate.ts';
import type { ConnectedAccount } from '../account/account.ts';
import { nameableFolder } from '../system/nameable-folder.ts';
import { keepPastedImage } from '../system/pasted-image.ts';
import { pickFolderDialog, pickPhotoDialog, pickPhotosDialog } from '../window/file-dialogs.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { suggestedFolders, systemUser } from '../system/suggested-folders.ts';
import { mayOpenInBrowser } from '../security/browser-links.ts';

export type MainCallName = Exclude<CallName, EngineCallName>;

export type MainHandlers = {
  [N in MainCallName]: (input: z.output<Calls[N]['input']>) => Promise<Result<CallOutput<N>>> | Result<CallOutput<N>>;
};

export interface HandlerOptions {
  account: ConnectedAccount;
  settings: SettingsStore;
  /** The engine's answer, as it came. */
  ask: (name: EngineCallName, input: unknown) => Promise<Result<unknown>>;
  window: () => BrowserWindow | null;
  texts: () => Translate;
  dataFolder: string;
  /** Where pasted pictures become files. */
  pasted: string;
  /** The build's file; it may lie inside an archive that no other program can read. */
  licences: string;
  update: () => AboutUpdate;
}

export function mainHandlers(options: HandlerOptions): MainHandlers {
  const { account, settings } = options;
  let asideSeen = false;

  /** The engine's answer in its proper shape; a shape it does not have is a bug and throws. */
  async function asked<N extends EngineCallName>(
    name: N,
    input: z.input<Calls[N]['input']>,
  ): Promise<Result<CallOutput<N>>> {
    const answer = await options.ask(name, input);
    return answer.ok ? ok(calls[name].output.parse(answer.value) as CallOutput<N>) : answer;
  }

  /** Electron's dialogs lose bytes of names that are no UTF-8; the engine looks what is there. */
  async function meant(paths: string[]): Promise<string[]> {
    if (!areBytesLost(paths)) return paths;
    const answer = await asked('paths.meant', { paths });
    return answer.ok ? answer.value.paths : paths;
  }

  /** Only addresses of the service, as the engine gave them, reach the system's browser. */
  async function openInBrowser(address: string | null | undefined): Promise<Result<undefined>> {
    if (!address) return refuse('no_such_item');
    if (!mayOpenInBrowser(address)) return refuse('address_not_allowed', address);
    await shell.openExternal(address);
    return ok(undefined);
  }

  return {
    'account.get': () => ok(account.view()),
    'account.useDemo': async () => ok(await account.useDemo()),
    'account.signIn': ({ way }) => ok(account.signIn(way)),
    'account.cancelSignIn': () => ok(account.cancelSignIn()),
    'account.changeApplication': (application) => written(() => account.changeApplication(application)),
    'account.keepSignIn': ({ where }) => written(() => account.keepSignIn(where)),
    'account.openKeychain': async () => ok(await account.openKeychain()),
    'account.signOut': async () => ok(await account.signOut()),

    'settings.get': () => ok(settings.get()),
    'settings.change': (change) => written(() => settings.change(withoutUndefined(change))),

    'settings.aside': () =>
      ok(
        asideSeen || settings.putAside === null || settings.asidePath === null
          ? null
          : { problem: settings.putAside, path: settings.asidePath },
      ),
    'settings.asideSeen'() {
      asideSeen = true;
      return ok(undefined);
    },

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
    async 'dialogs.pickFolder'() {
      const path = await pickFolderDialog(options.window(), options.texts());
      return ok(path === null ? null : ((await meant([path]))[0] ?? path));
    },
    async 'dialogs.pickPhoto'() {
      const path = await pickPhotoDialog(options.window(), options.texts());
      return ok(path === null ? null : ((await meant([path]))[0] ?? path));
    },
    'dialogs.pickPhotos': async () => ok(await meant(await pickPhotosDialog(options.window(), options.texts()))),

    async 'shell.showInFolder'({ fileId }) {
      const photo = await asked('photos.get', { fileId });
      if (!photo.ok) return photo;
      const instead = nameableFolder(photo.value.path);
      if (instead === null) shell.showItemInFolder(photo.value.path);
      else await shell.openPath(instead);
      return ok(undefined);
    },
    async 'shell.showDamaged'() {
      const snapshot = await asked('snapshot.get', undefined);
      if (!snapshot.ok) return snapshot;
      const path = snapshot.value.restored?.asidePath;
      if (path == null) return refuse('no_such_item');
      shell.showItemInFolder(path);
      return ok(undefined);
    },
    async 'shell.openOnOk'(what) {
      if ('fileId' in what) {
        const photo = await asked('photos.get', { fileId: what.fileId });
        return photo.ok ? openInBrowser(photo.value.url) : photo;
      }
      const { albumId } = what;
      if (albumId === null) return openInBrowser(account.view().webAddress);
      const albums = await asked('albums.list', undefined);
      return albums.ok ? openInBrowser(albums.value.find((album) => album.albumId === albumId)?.url) : albums;
    },

    async 'shell.copyLink'({ fileId }) {
      const photo = await asked('photos.get', { fileId });
      if (!photo.ok) return photo;
      if (photo.value.url === null) return refuse('no_such_item');
      await clipboard.writeText(photo.value.url);
      return ok(undefined);
    },

    async 'clipboard.keepImage'({ bytes }) {
      const kept = await written(() => keepPastedImage(options.pasted, bytes, Date.now()), options.pasted);
      return kept.ok && kept.value === null ? refuse('bad_input', 'bytes') : (kept as Result<string>);
    },

    async 'app.openLicences'() {
      const readable = join(options.dataFolder, 'licences.txt');
      const copied = await written(async () => {
        await mkdir(options.dataFolder, { recursive: true });
        await writeFile(readable, await readFile(options.licences));
      }, readable);
      if (!copied.ok) return copied;
      const trouble = await shell.openPath(readable);
      // No program for texts: then at least where the file lies.
      if (trouble !== '') shell.showItemInFolder(readable);
      return ok(undefined);
    },
    'app.about': () =>
      ok({
        version: app.getVersion(),
        electron: process.versions.electron ?? '',
        chromium: process.versions.chrome ?? '',
        node: process.versions.node,
        dataFolder: options.dataFolder,
        platform: `${process.platform} ${process.arch} ${process.getSystemVersion()}`,
        update: options.update(),
      }),
  };
}

/** What may fail is the disk. */
async function written<T>(write: () => Promise<T>, what = 'settings.json'): Promise<Result<T>> {
  try {
    return ok(await write());
  } catch (error) {
    return refuse(writeTrouble(error), what);
  }
}

function writeTrouble(error: unknown): ErrorCode {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOSPC' || code === 'EDQUOT' ? 'disk_full' : 'data_unwritable';
}

/** A field that is there but undefined means «as it is», and must not erase what is set. */
function withoutUndefined<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
