// The Settings screen: short pages; every change applies at once.
import { TitleBar } from '../../components/title-bar.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useRoute, type Route } from '../../route.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { AccountPage } from './account-page.tsx';
import { AdvancedPage } from './advanced-page.tsx';
import { AlbumsPage } from './albums-page.tsx';
import { GeneralPage } from './general-page.tsx';
import { NetworkPage } from './network-page.tsx';
import { NotificationsPage } from './notifications-page.tsx';
import type { PageProps } from './use-settings.ts';

const tabs = ['general', 'account', 'albums', 'network', 'notifications', 'advanced'] as const;

export function SettingsScreen() {
  const { t } = useI18n();
  const { route, go } = useRoute();
  const runCommand = useCommand();
  const tab: NonNullable<Route['tab']> = route.tab ?? 'general';
  const change: PageProps['change'] = (changed) => void runCommand('settings.change', changed);
  return (
    <>
      <TitleBar title={t('window.nav.settings')}>
        <span className="meta bar-note">{t('settings.atOnce')}</span>
      </TitleBar>
      <div className="prefs">
        <nav className="tabs" aria-label={t('settings.tabs.label')}>
          {tabs.map((one) => (
            <button
              key={one}
              type="button"
              className="tab"
              aria-current={one === tab ? 'page' : undefined}
              onClick={() => go({ ...route, tab: one })}
            >
              {t(`settings.tabs.${one}`)}
            </button>
          ))}
        </nav>
        <div className="prefs-page" key={tab}>
          {tab === 'general' && <GeneralPage change={change} />}
          {tab === 'account' && <AccountPage change={change} />}
          {tab === 'albums' && <AlbumsPage change={change} />}
          {tab === 'network' && <NetworkPage change={change} />}
          {tab === 'notifications' && <NotificationsPage change={change} />}
          {tab === 'advanced' && <AdvancedPage change={change} />}
        </div>
      </div>
    </>
  );
}
