// Keeps the engine's process informed of what the main process knows: settings, power, network, battery.
import { calls } from '../../shared/ipc.ts';
import { errorFields } from './log/log.ts';
import type { AppLog } from './log/log.ts';
import type { Processes } from './processes/processes.ts';
import { deriveFolderDefaults } from './settings/derive-folder-defaults.ts';
import { engineSettingsOf } from './settings/settings-store.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import { watchConditions } from './system/watch-conditions.ts';

/** The answer must be called whenever an engine has started: it knows nothing yet. */
export function informEngine(processes: Processes, settings: SettingsStore, log: AppLog): () => void {
  const conditions = watchConditions({ state: processes.sendPower, conditions: processes.sendConditions });
  settings.onChange((now, before) => {
    const engineSettings = engineSettingsOf(now);
    if (JSON.stringify(engineSettings) === JSON.stringify(engineSettingsOf(before))) return;
    processes.sendSettings(engineSettings);
  });
  return () => {
    for (const power of conditions.states()) processes.sendPower(power);
    processes.sendConditions(conditions.conditions());
    void deriveFolderDefaults(settings, async () => {
      const folders = await processes.call('folders.list', undefined);
      return folders.ok ? calls['folders.list'].output.parse(folders.value) : [];
    }).catch((error: unknown) => log.warn('settings.not_derived', errorFields(error)));
  };
}
