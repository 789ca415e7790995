// Notifications: on or off; they come one per cause.
import { SwitchRow } from '../../components/switch-row.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useSettings, type PageProps } from './use-settings.ts';

export function NotificationsPage({ change }: PageProps) {
  const { t } = useI18n();
  const settings = useSettings();
  return (
    <SwitchRow
      title={t('settings.notifications')}
      hint={t('settings.notificationsHint')}
      checked={settings.notifications}
      onChange={(notifications) => change({ notifications })}
    />
  );
}
