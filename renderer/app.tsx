// The window: applies language and theme, and shows one screen with the frame, dialogs and overlays around it.
import { useEffect, useMemo, useState, type ComponentProps } from 'react';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { pickLanguage } from '../shared/locales/language.ts';
import { on } from './bridge.ts';
import { AboutDialog } from './features/frame/about-dialog.tsx';
import { IconSprite } from './components/icon.tsx';
import { useKeptFocus } from './components/kept-focus.ts';
import { LiveRegion } from './features/frame/live-region.tsx';
import { LimitsBanner } from './features/frame/limits-banner.tsx';
import { RestoredBanner } from './features/frame/restored-banner.tsx';
import { SettingsBanner } from './features/frame/settings-banner.tsx';
import { Sidebar } from './features/frame/sidebar.tsx';
import { ToastProvider } from './components/toasts.tsx';
import { TroubleBanner } from './features/frame/trouble-banner.tsx';
import { useEngine } from './engine/engine-store.ts';
import { createI18n } from './i18n/i18n.ts';
import { I18nProvider } from './i18n/use-i18n.tsx';
import { onMac } from './platform.ts';
import { routeOf, RouteProvider, type Route } from './route.tsx';
import { NoAccount } from './screens/account/no-account.tsx';
import { DropArea } from './features/drop/drop-area.tsx';
import { usePendingDrop, type PendingDrop } from './features/drop/pending-drop.ts';
import { ExplainProvider } from './features/explain/explain.tsx';
import { usePendingExplain, type PendingExplain } from './features/explain/pending-explain.ts';
import { AddFolderProvider } from './features/folder/add-folder.tsx';
import { FoldersScreen } from './screens/folders/folders.tsx';
import { OverviewScreen } from './screens/overview/overview.tsx';
import { PhotosScreen } from './screens/photos/photos.tsx';
import { ProblemsScreen } from './screens/problems/problems.tsx';
import { SettingsScreen } from './screens/settings/settings.tsx';
import { FirstStart } from './screens/onboarding/first-start.tsx';

interface Props {
  /** Used by the stories, which stop the clock and open any screen. */
  now?: () => number;
  initialRoute?: Route;
  start?: ComponentProps<typeof FirstStart>;
}

export function App({ now, initialRoute, start = {} }: Props) {
  const settings = useEngine((state) => state.settings);
  const ready = useEngine((state) => state.ready);
  const language = pickLanguage(settings.language, navigator.languages);
  const [i18n] = useState(() => createI18n(language));
  useEffect(() => {
    void i18n.changeLanguage(language);
    document.documentElement.lang = language;
  }, [i18n, language]);
  useEffect(() => {
    if (settings.theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = settings.theme;
  }, [settings.theme]);
  useEffect(() => {
    if (onMac) document.documentElement.dataset['platform'] = 'mac';
  }, []);
  useKeptFocus();
  const pendingDrop = usePendingDrop();
  const pendingExplain = usePendingExplain();
  if (!ready) return null;
  return (
    <CSPProvider disableStyleElements>
      <I18nProvider i18n={i18n} {...(now === undefined ? {} : { now })}>
        <IconSprite />
        <ToastProvider>
          {settings.firstStartDone ? (
            <Inside
              initialRoute={initialRoute ?? routeOf('overview')}
              pendingDrop={pendingDrop}
              pendingExplain={pendingExplain}
            />
          ) : (
            <FirstStart {...start} />
          )}
          <AboutDialog />
        </ToastProvider>
      </I18nProvider>
    </CSPProvider>
  );
}

function Inside({
  initialRoute,
  pendingDrop,
  pendingExplain,
}: {
  initialRoute: Route;
  pendingDrop: PendingDrop;
  pendingExplain: PendingExplain;
}) {
  const [route, setRoute] = useState(initialRoute);
  const context = useMemo(() => ({ route, go: setRoute }), [route]);
  useEffect(() => on('screen.wanted', ({ screen, shown }) => setRoute(routeOf(screen, { shown }))), []);
  return (
    <RouteProvider value={context}>
      <AddFolderProvider>
        <ExplainProvider pending={pendingExplain}>
          <DropArea pending={pendingDrop}>
            <div className="window">
              <Sidebar />
              <main className="content">
                <TroubleBanner />
                <RestoredBanner />
                <SettingsBanner />
                <LimitsBanner />
                <CurrentScreen route={route} />
              </main>
            </div>
          </DropArea>
        </ExplainProvider>
        <LiveRegion />
      </AddFolderProvider>
    </RouteProvider>
  );
}

function CurrentScreen({ route }: { route: Route }) {
  const hasNoAccount = useEngine((state) => state.account?.kind === 'none');
  if (hasNoAccount && route.screen !== 'settings') return <NoAccount />;
  switch (route.screen) {
    case 'overview':
      return <OverviewScreen />;
    case 'photos':
      return <PhotosScreen />;
    case 'folders':
      return <FoldersScreen />;
    case 'problems':
      return <ProblemsScreen />;
    case 'settings':
      return <SettingsScreen />;
  }
}
