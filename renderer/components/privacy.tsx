// Who can see an album: icon and words, wherever an album is named. OK is a social network.
import type { Privacy } from '../../shared/library.ts';
import { useVoice } from '../language/voice.tsx';
import { Icon, type IconName } from './icon.tsx';

export function privacyIcon(privacy: Privacy | null): IconName {
  return privacy === 'public' ? 'globe' : privacy === 'friends' ? 'people' : privacy === 'private' ? 'lock' : 'album';
}

export function WhoSees({ privacy }: { privacy: Privacy | null }) {
  const { t } = useVoice();
  return (
    <span className="meta with-icon">
      <Icon name={privacyIcon(privacy)} size="small" />
      <span className="clip">{t(`privacy.sees.${privacy ?? 'unknown'}`)}</span>
    </span>
  );
}
