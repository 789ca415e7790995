// Tells the engine what the system does with power and network. Decides nothing: rules about it are the engine's.
import { net, powerMonitor } from 'electron';
import type { PowerState } from '../../../shared/engine-wire.ts';
import type { Conditions } from '../../../shared/send-rules.ts';
import { unknownConditions } from '../../../shared/send-rules.ts';
import { readBatteryPercent, readMetered } from './read-conditions.ts';

/** The system tells of a lost network by no event in this process; asking costs a few microseconds. */
const NETWORK_EVERY_MS = 5_000;
/** Asking starts a program: a few milliseconds on Linux and macOS, half a second of one core on Windows. */
const CONDITIONS_EVERY_MS = process.platform === 'win32' ? 5 * 60_000 : 60_000;

export interface ConditionsWatch {
  /** What holds now, for an engine that has just started. */
  states(): PowerState[];
  conditions(): Conditions;
}

export function watchConditions(tell: {
  state: (state: PowerState) => void;
  conditions: (now: Conditions) => void;
}): ConditionsWatch {
  let online = net.isOnline();
  let known = unknownConditions;

  const look = async (): Promise<void> => {
    const onBattery = powerMonitor.isOnBatteryPower();
    const [metered, batteryPercent] = await Promise.all([
      readMetered(process.platform),
      onBattery ? readBatteryPercent(process.platform) : null,
    ]);
    const now: Conditions = { metered, onBattery, batteryPercent };
    if (JSON.stringify(now) === JSON.stringify(known)) return;
    known = now;
    tell.conditions(now);
  };
  const changed = (state: PowerState): void => {
    tell.state(state);
    void look();
  };

  powerMonitor.on('suspend', () => tell.state('suspend'));
  powerMonitor.on('resume', () => changed('resume'));
  powerMonitor.on('on-battery', () => changed('battery'));
  powerMonitor.on('on-ac', () => changed('plugged'));
  setInterval(() => {
    const now = net.isOnline();
    if (now === online) return;
    online = now;
    changed(now ? 'online' : 'offline');
  }, NETWORK_EVERY_MS).unref();
  setInterval(() => void look(), CONDITIONS_EVERY_MS).unref();
  void look();

  return {
    states: () => [online ? 'online' : 'offline', known.onBattery ? 'battery' : 'plugged'],
    conditions: () => known,
  };
}
