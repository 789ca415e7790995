// The general page: language, appearance, start at login, closing the window.
import { Segments } from '../../components/segments.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { SwitchRow } from '../../components/switch-row.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { languageCodes, languages } from '../../../shared/locales/languages.ts';
import type { Settings } from '../../../shared/settings.ts';
import { Pref } from '../../components/pref.tsx';
import { useSettings, type PageProps } from './use-settings.ts';

const themes = ['system', 'light', 'dark'] as const;

export function GeneralPage({ change }: PageProps) {
  const { t } = useI18n();
  const settings = useSettings();
  return (
    <>
      <Pref title={t('settings.language')} hint={t('settings.languageHint')}>
        <SelectField
          className="pref-select"
          value={settings.language}
          label={t('settings.language')}
          options={[
            { value: 'system', label: t('settings.languageOfSystem') },
            ...languageCodes.map((value) => ({ value, label: languages[value].ownName })),
          ]}
          onChange={(language) => change({ language: language as Settings['language'] })}
        />
      </Pref>
      <Pref title={t('settings.theme')} hint={t('settings.themeHint')}>
        <Segments
          value={settings.theme}
          label={t('settings.theme')}
          onChange={(theme) => change({ theme })}
          segments={themes.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
        />
      </Pref>
      <SwitchRow
        title={t('settings.startAtLogin')}
        hint={t('settings.startAtLoginHint')}
        checked={settings.startAtLogin}
        onChange={(startAtLogin) => change({ startAtLogin })}
      />
      <SwitchRow
        title={t('settings.closeHides')}
        hint={t('settings.closeHidesHint')}
        checked={settings.closeHides}
        onChange={(closeHides) => change({ closeHides })}
      />
    </>
  );
}
