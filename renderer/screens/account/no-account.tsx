// In the place of every screen but Settings while no account is connected: says so, and leads to where one is connected. Signs in nobody.
import { Empty } from '../../components/empty.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useVoice } from '../../i18n/use-i18n.tsx';
import { placeOf, usePlace } from '../../route.tsx';

export function NoAccount() {
  const { t } = useVoice();
  const { place, go } = usePlace();
  return (
    <>
      <TitleBar title={t(`window.nav.${place.screen}`)} />
      <div className="page centered">
        <Empty icon="person" title={t('window.foot.none')} hint={t('window.foot.noneHint')}>
          <button type="button" className="btn primary" onClick={() => go(placeOf('settings', { tab: 'account' }))}>
            {t('window.foot.connect')}
          </button>
        </Empty>
      </div>
    </>
  );
}
