// Who can see an album, as an icon and words.
import type { Privacy } from '../../shared/library/album.ts';
import { useI18n } from '../i18n/use-i18n.tsx';
import { Icon, type IconName } from './icon.tsx';

export function privacyIcon(privacy: Privacy | null): IconName {
  return privacy === 'public' ? 'globe' : privacy === 'friends' ? 'people' : privacy === 'private' ? 'lock' : 'album';
}

/** `words`: a longer description in place of who can see it. */
export function WhoSees({ privacy, words }: { privacy: Privacy | null; words?: string }) {
  const { t } = useI18n();
  return (
    <span className="meta with-icon">
      <Icon name={privacyIcon(privacy)} size="small" />
      <span className={words === undefined ? 'clip' : undefined}>
        {words ?? t(`privacy.sees.${privacy ?? 'unknown'}`)}
      </span>
    </span>
  );
}
