// The current settings, and the props that all pages share.
import type { Settings, SettingsChange } from '../../../shared/settings.ts';
import { useEngine } from '../../engine/engine-store.ts';

export interface PageProps {
  change: (change: SettingsChange) => void;
}

export function useSettings(): Settings {
  return useEngine((state) => state.settings);
}
