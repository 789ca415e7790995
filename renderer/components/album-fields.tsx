// Fields that choose an album and, for a new one, its title and privacy. They always show who can see it.
import { nameInGroup, whoSees, type Album, type GroupOfAlbum, type Privacy } from '../../shared/library/album.ts';
import { useI18n } from '../i18n/use-i18n.tsx';
import { TitlesTaken, TitleTaken } from './title-taken.tsx';
import { albumValue, faultOf, longestTitle, type AlbumFormChoice } from './album-choice.ts';
import { albumWords, hasNamesake } from './album-words.ts';
import { albumIcon, privacyIcon, WhoSees } from './privacy.tsx';
import { SelectField, type Option } from './select-field.tsx';

interface Props {
  choice: AlbumFormChoice;
  albums: readonly Album[];
  onChange: (choice: AlbumFormChoice) => void;
  /** In which a new album can be made. */
  groups?: readonly GroupOfAlbum[];
  /** Set: offer an album per subfolder; the number of albums that would create. */
  subfolders?: number;
  /** Titles of those albums, where known. */
  titles?: readonly string[];
  /** In the first start: another folder that creates an album of this title, or whose album is chosen. */
  planned?: { value: string; name: string } | null;
  /** The person has tried to go on: show what is missing. */
  tried?: boolean;
}

const levels: readonly Privacy[] = ['private', 'friends', 'public'];

export function AlbumFields(props: Props) {
  const { choice, albums, onChange, groups = [], subfolders, titles, planned = null, tried = false } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const known = albums.filter((album) => album.kind === 'album' && album.group === undefined);
  const inGroups = albums.filter(({ group }) => group !== undefined);
  const options: Option[] = [
    { value: 'personal', label: t('album.choosePersonal'), icon: 'person' },
    {
      value: 'new',
      label: choice.title.trim() === '' ? t('album.chooseOther') : t('album.chooseNew', { title: choice.title.trim() }),
      icon: 'plus',
    },
  ];
  if (subfolders !== undefined && subfolders > 1)
    options.push({ value: 'per_subfolder', label: t('album.perSubfolder', { n: subfolders }), icon: 'album' });
  if (planned !== null && choice.album === planned.value)
    options.push({
      value: planned.value,
      label: choice.title.trim(),
      icon: 'album',
      meta: t('album.sameAs', { name: planned.name }),
    });
  known.forEach((album, index) => {
    options.push({
      value: albumValue(album),
      label: album.title,
      icon: privacyIcon(album.privacy),
      meta: albumWords(i18n, album, albums),
      ...(index === 0 ? { group: t('album.known') } : {}),
    });
  });
  inGroups.forEach((album, index) => {
    options.push({
      value: albumValue(album),
      label: nameInGroup(album.title, album.group),
      icon: albumIcon(album),
      meta: albumWords(i18n, album, albums),
      ...(index === 0 ? { group: t('album.inGroups') } : {}),
    });
  });
  const chosen = albums.find((album) => albumValue(album) === choice.album);
  const inGroup = choice.album === 'new' ? choice.inGroup : undefined;
  const makesNew = choice.album === 'new' || choice.album === 'per_subfolder';
  const found = faultOf(choice, albums, titles) ?? (choice.album === 'new' && planned !== null ? 'titleTaken' : null);
  const fault = tried || found === 'titleTooLong' ? found : null;
  const isBad = fault !== null && fault !== 'titleTaken';
  const asks = { choice, albums, onChange, planned };
  return (
    <div className="album-fields">
      <SelectField
        value={choice.album}
        options={options}
        label={t('album.label')}
        onChange={(album) => onChange({ ...choice, album })}
      />
      {choice.album === 'new' && (
        <>
          <label className={isBad ? 'field bad' : 'field'}>
            <input
              type="text"
              className="grow"
              value={choice.title}
              placeholder={t('album.newTitle')}
              aria-label={t('album.newTitle')}
              aria-invalid={isBad}
              onChange={(event) => onChange({ ...choice, title: event.target.value })}
            />
          </label>
          {isBad && <p className="meta need-text">{t(`album.${fault}`, { n: longestTitle })}</p>}
          <TitleTaken {...asks} />
          {groups.length > 0 && <NewAlbumPlace choice={choice} groups={groups} onChange={onChange} />}
        </>
      )}
      {choice.album === 'per_subfolder' && titles !== undefined && <TitlesTaken {...asks} titles={titles} />}
      {fault === 'titleTaken' && <p className="meta need-text">{t('album.titleTaken')}</p>}
      {makesNew && inGroup === undefined ? (
        <SelectField
          value={choice.privacy}
          label={t('privacy.label')}
          options={levels.map((level) => ({
            value: level,
            label: t(`privacy.choice.${level}`),
            icon: privacyIcon(level),
          }))}
          onChange={(privacy) => onChange({ ...choice, privacy: privacy as Privacy })}
        />
      ) : (
        <WhoSees
          album={inGroup === undefined ? (chosen ?? { privacy: null }) : { privacy: null, group: inGroup }}
          {...(chosen !== undefined && hasNamesake(chosen, albums) ? { words: albumWords(i18n, chosen, albums) } : {})}
        />
      )}
    </div>
  );
}

/** Where a new album is made: beside the person's own, or in a group. */
function NewAlbumPlace({
  choice,
  groups,
  onChange,
}: Pick<Props, 'choice' | 'onChange'> & { groups: readonly GroupOfAlbum[] }) {
  const { t } = useI18n();
  const own = '';
  return (
    <>
      <SelectField
        value={choice.inGroup?.id ?? own}
        label={t('album.place')}
        options={[
          { value: own, label: t('album.placeOwn'), icon: 'person' },
          ...groups.map((group) => ({
            value: group.id,
            label: t('album.placeGroup', { name: group.name }),
            icon: 'people' as const,
            meta: t(`privacy.sees.${whoSees({ privacy: null, group })}`),
          })),
        ]}
        onChange={(id) => onChange({ ...choice, inGroup: groups.find((group) => group.id === id) })}
      />
      {choice.inGroup !== undefined && <p className="meta">{t('album.placeGroupHint')}</p>}
    </>
  );
}
