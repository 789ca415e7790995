// The sidebar: the five screens with their counts, and the foot with status and account. Below 900 px only icons.
import { statusSentence } from '../../../shared/locales/status-sentence.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute, type Screen } from '../../route.tsx';
import { Logo } from '../../components/logo.tsx';
import { Icon, type IconName } from '../../components/icon.tsx';
import { AccountLine, NowLine } from './side-foot.tsx';

const statusIcons = {
  ready: 'state-ready',
  sending: 'state-sending',
  waiting: 'state-waiting',
  offline: 'state-offline',
  needs_you: 'state-need',
} as const;

export function Sidebar() {
  const { t, language } = useI18n();
  const { route } = useRoute();
  const snapshot = useEngine((state) => state.snapshot);
  const lastKnown = useEngine((state) => state.lastKnown);
  const known = snapshot ?? lastKnown;
  const icon = snapshot === null ? 'waiting' : statusSentence(snapshot, language, t).icon;
  return (
    <aside className="side">
      <div className="side-head">
        <Logo />
        <span className="side-words">{t('window.name')}</span>
      </div>
      <nav className="nav" aria-label={t('window.nav.label')}>
        <Entry screen="overview" icon={statusIcons[icon]} />
        <Entry screen="photos" icon="photo" count={known?.counts.all ?? 0} />
        <Entry screen="folders" icon="folder" count={known?.folders ?? 0} />
        <Entry screen="problems" icon="warning" count={known?.problems ?? 0} need />
      </nav>
      <div className="side-foot">
        {route.screen !== 'overview' && <NowLine />}
        <nav className="nav" aria-label={t('window.nav.settings')}>
          <Entry screen="settings" icon="gear" />
        </nav>
        <AccountLine />
      </div>
    </aside>
  );
}

function Entry({
  screen,
  icon,
  count = 0,
  need = false,
}: {
  screen: Screen;
  icon: IconName;
  count?: number;
  need?: boolean;
}) {
  const { t, number } = useI18n();
  const { route, go } = useRoute();
  const name = t(`window.nav.${screen}`);
  return (
    <button
      type="button"
      className="nav-entry"
      title={name}
      aria-current={route.screen === screen ? 'page' : undefined}
      onClick={() => go(routeOf(screen))}
    >
      <Icon name={icon} />
      <span className="side-words">{name}</span>
      {count > 0 && (
        <span className={need ? 'n need-n' : 'n'} aria-label={need ? t('window.nav.need', { n: count }) : undefined}>
          {number(count)}
        </span>
      )}
    </button>
  );
}
