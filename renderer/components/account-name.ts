// The account's name as every screen shows it, before and after the service has answered.
import type { AccountView } from '../../shared/program-views.ts';
import type { I18n } from '../i18n/use-i18n.tsx';

/** The demo account is called «demo account», not by the name of its invented person. */
export function accountName({ t }: Pick<I18n, 't'>, { kind, name }: Pick<AccountView, 'kind' | 'name'>): string {
  if (kind === 'none') return t('window.foot.none');
  if (kind === 'demo') return t('settings.accountDemo');
  return name ?? t('settings.accountOk');
}
