// Who sees an album and who should, in words for window and terminal.
import type { SeenAlbum } from '../library/album.ts';
import type { Translate } from './translate.ts';

export function seenText(t: Translate, { now, asked, wasCorrected }: SeenAlbum): string {
  return [
    ...(wasCorrected ? [t('seen.notCorrected')] : []),
    t(`seen.now.${now ?? 'unknown'}`),
    t(`seen.asked.${asked}`),
  ].join(' ');
}
