// Asks about a new album whose title exists already: use that one, or create another. Stands below the title field.
import { titleKey } from '../../shared/album-title.ts';
import type { Album } from '../../shared/library/album.ts';
import { useI18n } from '../i18n/use-i18n.tsx';
import { albumValue, isWiderThanChosen, namesakesOf, titlesThere, type AlbumFormChoice } from './album-choice.ts';
import { albumWords } from './album-words.ts';
import { Icon } from './icon.tsx';
import { albumIcon } from './privacy.tsx';

interface Props {
  choice: AlbumFormChoice;
  albums: readonly Album[];
  onChange: (choice: AlbumFormChoice) => void;
  /** In the first start: another folder that creates this album, as the field's value and its name. */
  planned?: { value: string; name: string } | null;
}

/** So many are offered by name; the select field above lists all of them. */
const mostOffered = 4;

export function TitleTaken({ choice, albums, onChange, planned = null }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const there = namesakesOf(choice, albums);
  const key = titleKey(choice.title);
  if (choice.album === 'new' && key !== '' && choice.anotherOf === key)
    return <p className="meta">{t('album.willBeAnother')}</p>;
  const [only, ...more] = there;
  const another = (
    <button type="button" className="btn small" onClick={() => onChange({ ...choice, anotherOf: key })}>
      {t('album.another')}
    </button>
  );
  if (only === undefined && planned === null) return null;
  if (only === undefined || more.length === 0)
    return (
      <div className="taken" role="status">
        <p>
          {only === undefined
            ? t('album.takenHere', { name: planned?.name ?? '' })
            : t('album.taken', { title: only.title, about: albumWords(i18n, only, albums) })}
        </p>
        {only !== undefined && isWiderThanChosen(only, choice) && <p className="need-text">{t('album.takenWider')}</p>}
        <div className="row">
          <button
            type="button"
            className="btn small"
            onClick={() =>
              onChange({ ...choice, album: only === undefined ? (planned?.value ?? 'new') : albumValue(only) })
            }
          >
            {t(only === undefined ? 'album.sameAlbum' : 'album.useIt')}
          </button>
          {another}
        </div>
      </div>
    );
  return (
    <div className="taken" role="status">
      <p>{t('album.takenSeveral', { n: there.length })}</p>
      <div className="taken-list">
        {there.slice(0, mostOffered).map((album) => (
          <button
            key={albumValue(album)}
            type="button"
            className="btn small"
            onClick={() => onChange({ ...choice, album: albumValue(album) })}
          >
            <Icon name={albumIcon(album)} size="small" />
            <span className="clip">{albumWords(i18n, album, albums)}</span>
          </button>
        ))}
        {another}
      </div>
    </div>
  );
}

/** The same question for all albums of subfolders at once. */
export function TitlesTaken({ choice, albums, onChange, titles }: Props & { titles: readonly string[] }) {
  const { t } = useI18n();
  const there = titlesThere(titles, albums);
  if (there.length === 0) return null;
  if (choice.namesakes !== undefined)
    return <p className="meta">{t(choice.namesakes === 'use' ? 'album.willUseThem' : 'album.willBeOthers')}</p>;
  const names = [...new Set(there.map(({ title }) => title))];
  return (
    <div className="taken" role="status">
      <p>
        {t('album.titlesTaken', {
          n: names.length,
          titles: names.slice(0, mostOffered).join(', ') + (names.length > mostOffered ? ' …' : ''),
        })}
      </p>
      {there.some((album) => isWiderThanChosen(album, choice)) && <p className="need-text">{t('album.titlesWider')}</p>}
      <div className="row">
        <button type="button" className="btn small" onClick={() => onChange({ ...choice, namesakes: 'use' })}>
          {t('album.useThem')}
        </button>
        <button type="button" className="btn small" onClick={() => onChange({ ...choice, namesakes: 'another' })}>
          {t('album.others')}
        </button>
      </div>
    </div>
  );
}
