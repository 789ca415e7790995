// The keyring of a Linux session (Secret Service of GNOME and others): finds out whether it is locked, and asks the
// person to unlock it. Electron reads and writes the secrets themselves.
import { BusError, BusSilent, connectSessionBus, type SessionBus } from './session-bus/connection.ts';
import type { Value } from './session-bus/message.ts';

/** `empty`: no keyring was created yet. `away`: no keyring service answers, or none answers yet. */
export type KeyringState = 'open' | 'locked' | 'empty' | 'away';

const destination = 'org.freedesktop.secrets';
const service = { destination, path: '/org/freedesktop/secrets', interface: 'org.freedesktop.Secret.Service' };
/** The person may have to look for the password. */
const promptMs = 10 * 60_000;

/** The keyring in which programs keep their secrets; null: there is none yet. */
async function defaultKeyring(bus: SessionBus): Promise<string | null> {
  const [path] = await bus.call({ ...service, member: 'ReadAlias', body: ['default'] });
  return typeof path === 'string' && path !== '/' ? path : null;
}

async function isLocked(bus: SessionBus, path: string): Promise<boolean> {
  const asked = { destination, path, interface: 'org.freedesktop.DBus.Properties', member: 'Get' };
  const [locked] = await bus.call({ ...asked, body: ['org.freedesktop.Secret.Collection', 'Locked'] });
  return locked === true;
}

/** Runs `run` with the default keyring; answers why not when that is impossible. */
async function withKeyring(
  environment: NodeJS.ProcessEnv,
  run: (bus: SessionBus, path: string) => Promise<KeyringState>,
): Promise<KeyringState> {
  let bus: SessionBus | null = null;
  try {
    bus = await connectSessionBus(environment);
    const path = await defaultKeyring(bus);
    if (path === null) return 'empty';
    // There is a keyring: what it refuses or does not answer, Electron would not get either.
    return await run(bus, path).catch((): KeyringState => 'locked');
  } catch (error) {
    return error instanceof BusSilent ? 'locked' : 'away';
  } finally {
    bus?.close();
  }
}

/** Asks the person nothing, and answers within seconds. */
export function readKeyringState(environment: NodeJS.ProcessEnv): Promise<KeyringState> {
  return withKeyring(environment, async (bus, path) => ((await isLocked(bus, path)) ? 'locked' : 'open'));
}

/** Lets the system ask the person for the keyring's password, and waits for the answer. */
export function openKeyring(environment: NodeJS.ProcessEnv): Promise<KeyringState> {
  return withKeyring(environment, async (bus, path) => {
    const [, prompt] = await bus.call({ ...service, member: 'Unlock', body: { paths: [path] } });
    if (typeof prompt === 'string' && prompt !== '/') await answered(bus, prompt);
    return (await isLocked(bus, path)) ? 'locked' : 'open';
  });
}

/** The prompt belongs to this connection: it disappears when the connection ends. */
async function answered(bus: SessionBus, prompt: string): Promise<void> {
  const isOver = new Promise<Value[]>((resolve, reject) => {
    const timer = setTimeout(() => reject(new BusSilent('nobody answers the prompt')), promptMs);
    const over = (run: () => void): void => {
      clearTimeout(timer);
      run();
    };
    bus.onSignal(({ path, member, body }) => {
      if (path === prompt && member === 'Completed') over(() => resolve(body));
    });
    bus.onClose(() => over(() => reject(new BusError('the bus hung up'))));
  });
  const rule = `type='signal',interface='org.freedesktop.Secret.Prompt',member='Completed'`;
  const own = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };
  await bus.call({ ...own, member: 'AddMatch', body: [rule] });
  const asked = { destination, path: prompt, interface: 'org.freedesktop.Secret.Prompt', member: 'Prompt' };
  await Promise.all([bus.call({ ...asked, body: [''] }), isOver]);
}
