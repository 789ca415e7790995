// The system's dialogs for choosing folders and photos.
import { dialog } from 'electron';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import { pictureExtensions } from '../../../shared/image-formats.ts';
import type { Translate } from '../../../shared/locales/translate.ts';

/** Only a filter of the dialog: the engine recognises photos by their bytes. */
const photoExtensions = [...pictureExtensions];

/** null: the person chose none. */
export async function pickFolderDialog(window: BrowserWindow | null, t: Translate): Promise<string | null> {
  const [folder] = await pick(window, {
    title: t('dialogs.pickFolder'),
    message: t('dialogs.pickFolder'),
    buttonLabel: t('dialogs.pickFolderButton'),
    properties: ['openDirectory', 'createDirectory'],
  });
  return folder ?? null;
}

export function pickPhotosDialog(window: BrowserWindow | null, t: Translate): Promise<string[]> {
  return pick(window, {
    title: t('dialogs.pickPhotos'),
    message: t('dialogs.pickPhotos'),
    buttonLabel: t('dialogs.pickPhotosButton'),
    properties: ['openFile', 'multiSelections'],
    filters: [
      { name: t('dialogs.photosType'), extensions: photoExtensions },
      { name: t('dialogs.allFiles'), extensions: ['*'] },
    ],
  });
}

/** Any file, to explain what became of it. null: the person chose none. */
export async function pickPhotoDialog(window: BrowserWindow | null, t: Translate): Promise<string | null> {
  const [file] = await pick(window, {
    title: t('dialogs.pickPhoto'),
    message: t('dialogs.pickPhoto'),
    buttonLabel: t('dialogs.pickPhotoButton'),
    properties: ['openFile'],
    filters: [
      { name: t('dialogs.allFiles'), extensions: ['*'] },
      { name: t('dialogs.photosType'), extensions: photoExtensions },
    ],
  });
  return file ?? null;
}

async function pick(window: BrowserWindow | null, wanted: OpenDialogOptions): Promise<string[]> {
  const answer = await (window ? dialog.showOpenDialog(window, wanted) : dialog.showOpenDialog(wanted));
  return answer.canceled ? [] : answer.filePaths;
}
