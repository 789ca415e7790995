// The defaults of new folders and drops, from the settings.
import { useMemo } from 'react';
import type { AskedRules, NewDefaults } from '../../shared/library/folder-rules.ts';
import { defaultsOf } from '../../shared/settings.ts';
import { useEngine } from './engine-store.ts';

export function useDefaults(): NewDefaults {
  return defaultsOf(useEngine((state) => state.settings));
}

export function useAskedDefaults(): AskedRules {
  const { removeGps, convert, shrink } = useDefaults();
  return useMemo(() => ({ removeGps, convert, shrink }), [removeGps, convert, shrink]);
}
