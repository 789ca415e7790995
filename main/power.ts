// Tells the engine what the system does with power and network. Decides nothing: rules about it are the engine's.
import { net, powerMonitor } from 'electron';
import type { PowerState } from '../shared/engine-wire.ts';

/** The system tells of a lost network by no event in this process; asking costs a few microseconds. */
const NETWORK_EVERY_MS = 5_000;

/** `tell` gets each change. The answer names what holds now, for an engine that has just started. */
export function watchPower(tell: (state: PowerState) => void): () => PowerState[] {
  let online = net.isOnline();
  powerMonitor.on('suspend', () => tell('suspend'));
  powerMonitor.on('resume', () => tell('resume'));
  powerMonitor.on('on-battery', () => tell('battery'));
  powerMonitor.on('on-ac', () => tell('plugged'));
  setInterval(() => {
    const now = net.isOnline();
    if (now === online) return;
    online = now;
    tell(now ? 'online' : 'offline');
  }, NETWORK_EVERY_MS).unref();
  return () => [online ? 'online' : 'offline', powerMonitor.isOnBatteryPower() ? 'battery' : 'plugged'];
}
