// Answers `settings.*`.
import { ok } from '../../../shared/errors.ts';
import { withoutUndefined } from '../../../shared/without-undefined.ts';
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
