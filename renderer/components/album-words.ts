// The description beside an album's title: who sees it, how many photos; more where several share the title. Pure.
import { whoSees, type Album } from '../../shared/library/album.ts';
import { dayStart } from '../../shared/locales/format.ts';
import type { I18n } from '../i18n/use-i18n.tsx';

/** Last digits of the album's number: enough to compare with the address of its page. */
const digitsShown = 4;

type Words = Pick<I18n, 't' | 'day'>;

/** «видят друзья, 418 фото»; albums with the same title also get their date and, if equal, the end of their number. */
export function albumWords(words: Words, album: Album, albums: readonly Album[]): string {
  const { t } = words;
  const namesakes = albums.filter((one) => one !== album && isNamesake(one, album));
  if (namesakes.length === 0) return plain(words, album);
  const full = dated(words, album);
  const twin = namesakes.some((one) => dated(words, one) === full);
  if (!twin || album.remoteId === null) return full;
  return t('album.andNumber', { words: full, number: album.remoteId.slice(-digitsShown) });
}

/** Whether another album has the same title, so that the title alone is ambiguous. */
export function hasNamesake(album: Album, albums: readonly Album[]): boolean {
  return albums.some((one) => one !== album && isNamesake(one, album));
}

function isNamesake(a: Album, b: Album): boolean {
  const key = ({ title }: Album): string => title.trim().normalize('NFC').toLowerCase();
  return a.kind === 'album' && b.kind === 'album' && a.group?.id === b.group?.id && key(a) === key(b);
}

function plain({ t }: Words, album: Album): string {
  const sees = t(`privacy.sees.${whoSees(album)}`);
  return album.photos === null ? sees : t('drop.seesCount', { sees, photos: t('count.photos', { n: album.photos }) });
}

function dated(words: Words, album: Album): string {
  const { t, day } = words;
  if (album.createdOn === null) return plain(words, album);
  return t('album.createdOn', { words: plain(words, album), day: day(dayStart(album.createdOn)) });
}
