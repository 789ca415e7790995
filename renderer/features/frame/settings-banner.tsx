// The banner about a settings file that could not be used; shown on every screen until the person dismisses it.
import { useState } from 'react';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Icon } from '../../components/icon.tsx';

export function SettingsBanner() {
  const { t } = useI18n();
  const runCommand = useCommand();
  const aside = useQuery('settings.aside', null, undefined).value;
  const [seen, setSeen] = useState(false);
  if (aside === null || seen) return null;
  return (
    <div className="banner" role="status">
      <Icon name="warning" />
      <div className="grow">
        <div>
          {t(`window.aside.${aside.problem}`)} {t('window.aside.now')}
        </div>
        <div className="meta selectable path">
          {t('window.aside.path')} {aside.path}
        </div>
      </div>
      <button
        type="button"
        className="btn small"
        onClick={() => {
          setSeen(true);
          void runCommand('settings.asideSeen');
        }}
      >
        {t('window.aside.seen')}
      </button>
    </div>
  );
}
