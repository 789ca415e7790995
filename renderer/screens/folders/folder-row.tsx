// One folder: a triptych of its last photos, where it lies, where it goes, how it stands, and its commands.
import type { FolderCard } from '../../../shared/library/folder.ts';
import { Icon } from '../../components/icon.tsx';
import { MenuButton, type MenuEntry } from '../../components/menu-button.tsx';
import { WhoSees } from '../../components/privacy.tsx';
import { PathText } from '../../components/path-text.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { useToast } from '../../use-toast.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { FolderHealthNote, FolderNote } from './folder-health.tsx';
import { FolderCounts } from './folder-counts.tsx';

export function FolderListRow({
  card,
  onRemove,
  onChange,
}: {
  card: FolderCard;
  onRemove: () => void;
  onChange: () => void;
}) {
  const { t } = useI18n();
  const { go } = useRoute();
  const runCommand = useCommand();
  const showToast = useToast();
  const off = card.health === 'absent' || card.health === 'unreadable' || card.paused;
  const folder = { folderId: card.folderId, title: card.title };
  const run = async (call: Promise<unknown>, text: string): Promise<void> => {
    if (!commandFailed(await call)) showToast({ text });
  };
  /** A card knows its album's address only; the list knows its number. */
  const openAlbum = async (): Promise<void> => {
    const albums = await runCommand('albums.list');
    if (commandFailed(albums)) return;
    const album = albums.find((one) => one.url === card.target.url);
    if (album !== undefined)
      await runCommand('shell.openOnOk', { albumId: album.kind === 'personal' ? null : album.albumId });
  };
  const entries: MenuEntry[] = [
    { label: t('folders.menu.photos'), icon: 'photo', run: () => go(routeOf('photos', { folder })) },
    ...(card.target.url === null
      ? []
      : [{ label: t('folders.menu.openAlbum'), icon: 'open-out' as const, run: () => void openAlbum() }]),
    {
      label: t('folders.menu.scan'),
      icon: 'refresh',
      run: () =>
        void run(
          runCommand('folders.scan', { folderId: card.folderId }),
          t('folders.scanStarted', { title: card.title }),
        ),
    },
    ...(card.planned
      ? [
          {
            label: t('folders.menu.start'),
            icon: 'arrow-up' as const,
            run: () =>
              void run(
                runCommand('folders.start', { folderIds: [card.folderId] }),
                t('folders.startedToast', { title: card.title }),
              ),
          },
        ]
      : []),
    card.paused
      ? {
          label: t('folders.menu.resume'),
          icon: 'play',
          run: () =>
            void run(
              runCommand('folders.pause', { folderId: card.folderId, paused: false }),
              t('folders.resumedToast', { title: card.title }),
            ),
        }
      : {
          label: t('folders.menu.pause'),
          icon: 'pause',
          run: () =>
            void run(
              runCommand('folders.pause', { folderId: card.folderId, paused: true }),
              t('folders.pausedToast', { title: card.title }),
            ),
        },
    { label: t('folders.menu.change'), icon: 'album', run: onChange, apart: true },
    { label: t('folders.menu.remove'), icon: 'minus', run: onRemove },
  ];
  return (
    <li className={off ? 'folder off' : 'folder'}>
      <button
        type="button"
        className="strip triptych"
        aria-label={`${t('folders.menu.photos')}: ${card.title}`}
        onClick={() => go(routeOf('photos', { folder }))}
      >
        {[0, 1, 2].map((index) => (
          <span className="photo" key={index}>
            {card.thumbnails[index] !== undefined && <Thumbnail sha256={card.thumbnails[index]} />}
          </span>
        ))}
      </button>
      <div className="cell">
        <h2 className="clip">{card.title}</h2>
        <PathText className="meta" path={card.path} />
      </div>
      <Target card={card} />
      <div className="cell">
        <FolderCounts card={card} />
        <FolderHealthNote card={card} />
      </div>
      <MenuButton
        label={t('window.actionsOf', { name: card.title })}
        entries={entries}
        trigger={
          <button type="button" className="btn icon-only" title={t('window.actions')}>
            <Icon name="more" size="small" />
          </button>
        }
      />
      <FolderNote card={card} />
    </li>
  );
}

function Target({ card }: { card: FolderCard }) {
  const { t } = useI18n();
  const { target } = card;
  const title =
    target.kind === 'personal'
      ? t('album.personal')
      : target.kind === 'per_subfolder'
        ? t('album.perSubfolder', { n: target.albums })
        : target.title;
  return (
    <div className="cell">
      <div className="clip" title={title}>
        {title}
      </div>
      <WhoSees privacy={target.privacy} />
    </div>
  );
}
