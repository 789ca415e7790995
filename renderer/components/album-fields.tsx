// Fields that choose an album and, for a new one, its title and who can see it. Who sees it always stands there.
import type { Album, Privacy } from '../../shared/library.ts';
import { useVoice } from '../language/voice.tsx';
import { albumValue, faultOf, longestTitle, type AlbumChoice } from './album-choice.ts';
import { albumWords, hasNamesake } from './album-words.ts';
import { privacyIcon, WhoSees } from './privacy.tsx';
import { SelectField, type Option } from './select-field.tsx';

interface Props {
  choice: AlbumChoice;
  albums: readonly Album[];
  onChange: (choice: AlbumChoice) => void;
  /** Offer an album per subfolder, and how many that would make. */
  subfolders?: number;
  /** Say a missing title only after the person tried. */
  tried?: boolean;
}

const levels: readonly Privacy[] = ['private', 'friends', 'public'];

export function AlbumFields({ choice, albums, onChange, subfolders, tried = false }: Props) {
  const voice = useVoice();
  const { t } = voice;
  const known = albums.filter((album) => album.kind === 'album');
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
  known.forEach((album, index) => {
    options.push({
      value: albumValue(album),
      label: album.title,
      icon: privacyIcon(album.privacy),
      meta: albumWords(voice, album, albums),
      ...(index === 0 ? { group: t('album.known') } : {}),
    });
  });
  const chosen = albums.find((album) => albumValue(album) === choice.album);
  const makesNew = choice.album === 'new' || choice.album === 'per_subfolder';
  const fault = tried || choice.title.length > longestTitle ? faultOf(choice) : null;
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
          <label className={fault === null ? 'field' : 'field bad'}>
            <input
              type="text"
              className="grow"
              value={choice.title}
              placeholder={t('album.newTitle')}
              aria-label={t('album.newTitle')}
              aria-invalid={fault !== null}
              onChange={(event) => onChange({ ...choice, title: event.target.value })}
            />
          </label>
          {fault !== null && <p className="meta need-text">{t(`album.${fault}`, { n: longestTitle })}</p>}
        </>
      )}
      {makesNew ? (
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
          privacy={chosen?.privacy ?? null}
          {...(chosen !== undefined && hasNamesake(chosen, albums) ? { words: albumWords(voice, chosen, albums) } : {})}
        />
      )}
    </div>
  );
}
