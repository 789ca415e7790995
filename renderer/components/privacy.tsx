// Who can see an album, as an icon and words.
import { whoSees, type GroupOfAlbum, type Privacy } from '../../shared/library/album.ts';
import { useI18n } from '../i18n/use-i18n.tsx';
import { Icon, type IconName } from './icon.tsx';

export function privacyIcon(privacy: Privacy | null): IconName {
  return privacy === 'public' ? 'globe' : privacy === 'friends' ? 'people' : privacy === 'private' ? 'lock' : 'album';
}

export function albumIcon({ privacy, group }: SeenAs): IconName {
  return group === undefined ? privacyIcon(privacy) : 'people';
}

interface SeenAs {
  privacy: Privacy | null;
  group?: GroupOfAlbum | undefined;
}

/** `words`: a longer description in place of who can see it. */
export function WhoSees({ album, words }: { album: SeenAs; words?: string }) {
  const { t } = useI18n();
  return (
    <span className="meta with-icon">
      <Icon name={albumIcon(album)} size="small" />
      <span className={words === undefined ? 'clip' : undefined}>{words ?? t(`privacy.sees.${whoSees(album)}`)}</span>
    </span>
  );
}
