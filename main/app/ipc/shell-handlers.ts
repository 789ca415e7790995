// Answers `shell.*`: shows files in the file manager, opens pages of the service in the browser, copies links.
import { clipboard, shell } from 'electron';
import { ok, refuse } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/errors.ts';
import type { ConnectedAccount } from '../account/connected-account.ts';
import { typedCall } from '../processes/call-engine.ts';
import type { CallEngine } from '../processes/call-engine.ts';
import { mayOpenInBrowser } from '../security/may-open-in-browser.ts';
import { nameableFolder } from '../system/nameable-folder.ts';
import type { HandlersOf } from './main-handlers.ts';

export interface ShellHandlerOptions {
  account: Pick<ConnectedAccount, 'view'>;
  /** Where a person sees and ends what programs may do. */
  rightsPage: string;
  callEngine: CallEngine;
}

export function shellHandlers({ account, callEngine, rightsPage }: ShellHandlerOptions): HandlersOf<'shell'> {
  return {
    'shell.showInFolder': ({ fileId }) => showInFolder(callEngine, fileId),
    async 'shell.showDamaged'() {
      const snapshot = await typedCall(callEngine, 'snapshot.get', undefined);
      if (!snapshot.ok) return snapshot;
      const path = snapshot.value.restored?.asidePath;
      if (path == null) return refuse('no_such_item');
      shell.showItemInFolder(path);
      return ok(undefined);
    },
    async 'shell.openOnOk'(what) {
      if ('fileId' in what) {
        const photo = await typedCall(callEngine, 'photos.get', { fileId: what.fileId });
        return photo.ok ? openInBrowser(photo.value.url) : photo;
      }
      const { albumId } = what;
      if (albumId === null) return openInBrowser(account.view().webAddress);
      const albums = await typedCall(callEngine, 'albums.list', undefined);
      return albums.ok ? openInBrowser(albums.value.find((album) => album.albumId === albumId)?.url) : albums;
    },
    'shell.openRightsPage': () => openInBrowser(rightsPage),
    async 'shell.copyLink'({ fileId }) {
      const photo = await typedCall(callEngine, 'photos.get', { fileId });
      if (!photo.ok) return photo;
      if (photo.value.url === null) return refuse('no_such_item');
      await clipboard.writeText(photo.value.url);
      return ok(undefined);
    },
  };
}

/** Selects the file in the system's file manager; the tray's menu uses it too. */
export async function showInFolder(callEngine: CallEngine, fileId: number): Promise<Result<undefined>> {
  const photo = await typedCall(callEngine, 'photos.get', { fileId });
  if (!photo.ok) return photo;
  const folder = nameableFolder(photo.value.path);
  if (folder === null) shell.showItemInFolder(photo.value.path);
  else await shell.openPath(folder);
  return ok(undefined);
}

/** Only addresses of the service, as the engine gave them, reach the system's browser. */
async function openInBrowser(address: string | null | undefined): Promise<Result<undefined>> {
  if (!address) return refuse('no_such_item');
  if (!mayOpenInBrowser(address)) return refuse('address_not_allowed', address);
  await shell.openExternal(address);
  return ok(undefined);
}
