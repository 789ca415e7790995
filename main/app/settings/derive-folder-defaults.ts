// Defaults for new folders in an installation that never chose them: derived once, from the rules of its folders.
import { firstDefaults, type NewDefaults } from '../../../shared/library/folder-rules.ts';
import type { FolderCard } from '../../../shared/library/folder.ts';
import type { SettingsStore } from './settings-store.ts';

/**
 * null: there are no folders. Where folders differ, GPS data is removed: that can be changed later, a place that was
 * published cannot be taken back.
 */
export function defaultsFrom(cards: readonly Pick<FolderCard, 'rules'>[]): NewDefaults | null {
  if (cards.length === 0) return null;
  return {
    privacy: firstDefaults.privacy,
    removeGps: cards.some(({ rules }) => rules.removeGps),
    convert: cards.every(({ rules }) => rules.convert),
    shrink: cards.every(({ rules }) => rules.shrink),
  };
}

/** Call it whenever a library has opened. A choice that the person makes meanwhile stays. */
export async function deriveFolderDefaults(
  settings: Pick<SettingsStore, 'get' | 'change'>,
  folders: () => Promise<readonly Pick<FolderCard, 'rules'>[]>,
): Promise<void> {
  const isNotChosen = (): boolean => settings.get().firstStartDone && settings.get().newDefaults === null;
  if (!isNotChosen()) return;
  const newDefaults = defaultsFrom(await folders());
  if (newDefaults !== null && isNotChosen()) await settings.change({ newDefaults });
}
