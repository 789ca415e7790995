// The commands of a folder's menu.
import type { FolderCard } from '../../../shared/library/folder.ts';
import type { MenuEntry } from '../../components/menu-button.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { useToast } from '../../use-toast.ts';

/** `onChange`, `onRemove`: open the dialogs that ask about it. */
export function useFolderMenu(card: FolderCard, onChange: () => void, onRemove: () => void): MenuEntry[] {
  const { t } = useI18n();
  const { go } = useRoute();
  const runCommand = useCommand();
  const showToast = useToast();
  const { folderId, title } = card;
  const runAndTell = async (call: Promise<unknown>, text: string): Promise<void> => {
    if (!commandFailed(await call)) showToast({ text });
  };
  /** A card holds only the album's address; the list of albums has its id. */
  const openAlbum = async (): Promise<void> => {
    const albums = await runCommand('albums.list');
    if (commandFailed(albums)) return;
    const album = albums.find((one) => one.url === card.target.url);
    if (album !== undefined)
      await runCommand('shell.openOnOk', { albumId: album.kind === 'personal' ? null : album.albumId });
  };
  const start = (): void =>
    void runAndTell(runCommand('folders.start', { folderIds: [folderId] }), t('folders.startedToast', { title }));
  const pause = (paused: boolean): void =>
    void runAndTell(
      runCommand('folders.pause', { folderId, paused }),
      t(paused ? 'folders.pausedToast' : 'folders.resumedToast', { title }),
    );
  const entries: (MenuEntry | null)[] = [
    {
      label: t('folders.menu.photos'),
      icon: 'photo',
      run: () => go(routeOf('photos', { folder: { folderId, title } })),
    },
    card.target.url === null
      ? null
      : { label: t('folders.menu.openAlbum'), icon: 'open-out', run: () => void openAlbum() },
    {
      label: t('folders.menu.scan'),
      icon: 'refresh',
      run: () => void runAndTell(runCommand('folders.scan', { folderId }), t('folders.scanStarted', { title })),
    },
    card.planned ? { label: t('folders.menu.start'), icon: 'arrow-up', run: start } : null,
    card.paused
      ? { label: t('folders.menu.resume'), icon: 'play', run: () => pause(false) }
      : { label: t('folders.menu.pause'), icon: 'pause', run: () => pause(true) },
    { label: t('folders.menu.change'), icon: 'album', run: onChange, apart: true },
    { label: t('folders.menu.remove'), icon: 'minus', run: onRemove },
  ];
  return entries.filter((entry) => entry !== null);
}
