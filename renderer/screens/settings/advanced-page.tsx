// The advanced page: versions, the library's folder, and repeating the first start.
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { Pref } from '../../components/pref.tsx';
import { LimitsPref } from './limits-pref.tsx';
import type { PageProps } from './use-settings.ts';

export function AdvancedPage({ change }: PageProps) {
  const { t } = useI18n();
  const about = useQuery('app.about', null, undefined).value;
  if (about === null) return null;
  return (
    <>
      <Pref title={t('settings.dataFolder')} hint={<span className="selectable">{about.dataFolder}</span>} />
      <LimitsPref />
      <Pref title={t('settings.firstAgain')} hint={t('settings.firstAgainHint')}>
        <button type="button" className="btn" onClick={() => change({ firstStartDone: false })}>
          {t('settings.firstAgainDo')}
        </button>
      </Pref>
      <Pref
        title={t('settings.version', { version: about.version })}
        hint={
          <span className="selectable">
            {t('settings.versionParts', { electron: about.electron, node: about.node })}, {about.platform}
          </span>
        }
      />
    </>
  );
}
