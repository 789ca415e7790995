// Shown instead of every screen but Settings while no account is connected; leads to the account settings.
import { Empty } from '../../components/empty.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';

export function NoAccount() {
  const { t } = useI18n();
  const { route, go } = useRoute();
  return (
    <>
      <TitleBar title={t(`window.nav.${route.screen}`)} />
      <div className="page centered">
        <Empty icon="person" title={t('window.foot.none')} hint={t('window.foot.noneHint')}>
          <button type="button" className="btn primary" onClick={() => go(routeOf('settings', { tab: 'account' }))}>
            {t('window.foot.connect')}
          </button>
        </Empty>
      </div>
    </>
  );
}
