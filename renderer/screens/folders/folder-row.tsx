// One folder: its three newest photos, path, album, counts, health and menu.
import { nameInGroup } from '../../../shared/library/album.ts';
import type { FolderCard } from '../../../shared/library/folder.ts';
import { Icon } from '../../components/icon.tsx';
import { MenuButton } from '../../components/menu-button.tsx';
import { WhoSees } from '../../components/privacy.tsx';
import { PathText } from '../../components/path-text.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { FolderHealthNote, FolderNote } from './folder-health.tsx';
import { FolderCounts } from './folder-counts.tsx';
import { useFolderMenu } from './folder-menu.ts';

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
  const off = card.health === 'absent' || card.health === 'unreadable' || card.paused;
  const folder = { folderId: card.folderId, title: card.title };
  const entries = useFolderMenu(card, onChange, onRemove);
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
        : nameInGroup(target.title, target.group);
  return (
    <div className="cell">
      <div className="clip" title={title}>
        {title}
      </div>
      <WhoSees album={target} />
    </div>
  );
}
