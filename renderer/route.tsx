// The window's route: which screen is shown, with which filters, and how to go to another one.
import { createContext, useContext } from 'react';
import type { EventPayload } from '../shared/ipc.ts';
import type { ShownState } from '../shared/library/shown-state.ts';

export type Screen = EventPayload<'screen.wanted'>['screen'];

export interface Route {
  screen: Screen;
  /** Filters of Photos. */
  shown: ShownState | null;
  folder: { folderId: number; title: string } | null;
  /** A photo whose panel is open. */
  fileId: number | null;
  tab: 'general' | 'account' | 'albums' | 'network' | 'notifications' | 'advanced' | null;
}

export function routeOf(screen: Screen, more: Partial<Omit<Route, 'screen'>> = {}): Route {
  return { screen, shown: null, folder: null, fileId: null, tab: null, ...more };
}

export interface RouteContext {
  route: Route;
  go: (route: Route) => void;
}

const Context = createContext<RouteContext | null>(null);
export const RouteProvider = Context.Provider;

export function useRoute(): RouteContext {
  const value = useContext(Context);
  if (value === null) throw new Error('no PlaceProvider above');
  return value;
}
