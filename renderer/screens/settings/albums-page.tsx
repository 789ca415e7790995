// The privacy page: defaults of new folders and dropped photos. Existing folders are changed on the Folders screen.
import type { NewDefaults } from '../../../shared/library/folder-rules.ts';
import type { Privacy } from '../../../shared/library/album.ts';
import { privacyIcon } from '../../components/privacy.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { SwitchRow } from '../../components/switch-row.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { useDefaults } from '../../engine/use-defaults.ts';
import { Pref } from '../../components/pref.tsx';
import type { PageProps } from './use-settings.ts';

const levels: readonly Privacy[] = ['private', 'friends', 'public'];

export function AlbumsPage({ change }: PageProps) {
  const { t } = useI18n();
  const { go } = useRoute();
  const defaults = useDefaults();
  const folders = useQuery('folders.list', 'folders', undefined).value ?? [];
  const set = (changed: Partial<NewDefaults>): void => change({ newDefaults: { ...defaults, ...changed } });
  const others = folders.filter(
    ({ rules }) =>
      rules.removeGps !== defaults.removeGps || rules.convert !== defaults.convert || rules.shrink !== defaults.shrink,
  ).length;
  return (
    <>
      <section className="pref">
        <p className="meta">{t('settings.newOnly')}</p>
        {others > 0 && (
          <p className="meta">
            {t('settings.otherRules', { n: others })}{' '}
            <button type="button" className="link" onClick={() => go(routeOf('folders'))}>
              {t('settings.showFolders')}
            </button>
          </p>
        )}
      </section>
      <Pref title={t('settings.newAlbums')} hint={t('settings.newAlbumsHint')}>
        <SelectField
          className="pref-select"
          value={defaults.privacy}
          label={t('settings.newAlbums')}
          options={levels.map((value) => ({
            value,
            label: t(`privacy.choice.${value}`),
            icon: privacyIcon(value),
          }))}
          onChange={(privacy) => set({ privacy: privacy as Privacy })}
        />
      </Pref>
      <SwitchRow
        title={t('folderForm.removeGps')}
        hint={t('folderForm.removeGpsHint')}
        checked={defaults.removeGps}
        onChange={(removeGps) => set({ removeGps })}
      />
      <SwitchRow
        title={t('folderForm.convert')}
        hint={t('settings.convertHint')}
        checked={defaults.convert}
        onChange={(convert) => set({ convert })}
      />
      <SwitchRow
        title={t('folderForm.shrink')}
        hint={t('settings.shrinkHint')}
        checked={defaults.shrink}
        onChange={(shrink) => set({ shrink })}
      />
    </>
  );
}
