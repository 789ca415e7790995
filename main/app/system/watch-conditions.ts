// Watches power and network, and reports each change; the engine applies its rules to them.
import { net, powerMonitor } from 'electron';
import type { PowerState } from '../../../shared/engine-wire.ts';
import type { Conditions } from '../../../shared/send-rules.ts';
import { unknownConditions } from '../../../shared/send-rules.ts';
import { readBatteryPercent, readMetered } from './read-conditions.ts';

/** No event in this process reports a lost network; asking costs a few microseconds. */
const NETWORK_EVERY_MS = 5_000;
/** Asking runs a program: a few milliseconds on Linux and macOS, half a second of one core on Windows. */
const CONDITIONS_EVERY_MS = process.platform === 'win32' ? 5 * 60_000 : 60_000;

export interface ConditionsWatch {
  /** The current states, for an engine that has just started. */
  states(): PowerState[];
  conditions(): Conditions;
}

export function watchConditions(report: {
  state: (state: PowerState) => void;
  conditions: (now: Conditions) => void;
}): ConditionsWatch {
  let online = net.isOnline();
  let last = unknownConditions;

  const check = async (): Promise<void> => {
    const onBattery = powerMonitor.isOnBatteryPower();
    const [metered, batteryPercent] = await Promise.all([
      readMetered(process.platform),
      onBattery ? readBatteryPercent(process.platform) : null,
    ]);
    const now: Conditions = { metered, onBattery, batteryPercent };
    if (JSON.stringify(now) === JSON.stringify(last)) return;
    last = now;
    report.conditions(now);
  };
  const changed = (state: PowerState): void => {
    report.state(state);
    void check();
  };

  powerMonitor.on('suspend', () => report.state('suspend'));
  powerMonitor.on('resume', () => changed('resume'));
  powerMonitor.on('on-battery', () => changed('battery'));
  powerMonitor.on('on-ac', () => changed('plugged'));
  setInterval(() => {
    const now = net.isOnline();
    if (now === online) return;
    online = now;
    changed(now ? 'online' : 'offline');
  }, NETWORK_EVERY_MS).unref();
  setInterval(() => void check(), CONDITIONS_EVERY_MS).unref();
  void check();

  return {
    states: () => [online ? 'online' : 'offline', last.onBattery ? 'battery' : 'plugged'],
    conditions: () => last,
  };
}
