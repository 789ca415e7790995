// Answers `settings.*`.
import { ok } from '../../../shared/errors.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { diskResult } from './disk-result.ts';
import type { HandlersOf } from './main-handlers.ts';

export interface SettingsHandlerOptions {
  settings: SettingsStore;
}

export function settingsHandlers({ settings }: SettingsHandlerOptions): HandlersOf<'settings'> {
  const problem =
    settings.problem === null || settings.problemPath === null
      ? null
      : { problem: settings.problem, path: settings.problemPath };
  let isSeen = false;
  return {
    'settings.get': () => ok(settings.get()),
    'settings.change': (change) => diskResult(() => settings.change(withoutUndefined(change))),
    'settings.aside': () => ok(isSeen ? null : problem),
    'settings.asideSeen'() {
      isSeen = true;
      return ok(undefined);
    },
  };
}

/** A field that is there but undefined means «unchanged», and must not erase a setting. */
function withoutUndefined<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
