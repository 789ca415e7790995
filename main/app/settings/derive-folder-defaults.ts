// What an installation that never chose defaults for new folders begins with: what its folders say, if they say one thing. Asks once.
import { firstDefaults, type NewDefaults } from '../../../shared/library/folder-rules.ts';
import type { FolderCard } from '../../../shared/library/folder.ts';
import type { SettingsStore } from './settings-store.ts';

/**
 * The choice of the first start stands in its folders. null: there are none, nothing was chosen. Where folders differ the place is removed:
 * that can be taken back, a place that is public cannot.
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

/** To be called whenever a library has opened. A choice that a person made meanwhile stays. */
export async function deriveFolderDefaults(
  settings: Pick<SettingsStore, 'get' | 'change'>,
  folders: () => Promise<readonly Pick<FolderCard, 'rules'>[]>,
): Promise<void> {
  const isOpen = (): boolean => settings.get().firstStartDone && settings.get().newDefaults === null;
  if (!isOpen()) return;
  const newDefaults = defaultsFrom(await folders());
  if (newDefaults !== null && isOpen()) await settings.change({ newDefaults });
}
