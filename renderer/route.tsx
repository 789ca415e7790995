// Where in the window the person is, and how any count or sentence leads to its list.
import { createContext, useContext } from 'react';
import type { EventPayload } from '../shared/ipc.ts';
import type { ShownState } from '../shared/library.ts';

export type Screen = EventPayload<'screen.wanted'>['screen'];

export interface Place {
  screen: Screen;
  /** Filters of Photos. */
  shown: ShownState | null;
  folder: { folderId: number; title: string } | null;
  /** A photo to open at once. */
  fileId: number | null;
  tab: 'general' | 'account' | 'albums' | 'network' | 'notifications' | 'advanced' | null;
}

export function placeOf(screen: Screen, more: Partial<Omit<Place, 'screen'>> = {}): Place {
  return { screen, shown: null, folder: null, fileId: null, tab: null, ...more };
}

export interface PlaceContext {
  place: Place;
  go: (place: Place) => void;
}

const Context = createContext<PlaceContext | null>(null);
export const PlaceProvider = Context.Provider;

export function usePlace(): PlaceContext {
  const value = useContext(Context);
  if (value === null) throw new Error('no PlaceProvider above');
  return value;
}
