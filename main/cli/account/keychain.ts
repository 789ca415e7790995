// The system's keychain as the terminal uses it: one entry for its sign-in.

export interface TerminalKeychain {
  /** null: nothing is kept. `away`: there is no keychain, or it is locked. */
  read(): Promise<{ kind: 'found'; text: string | null } | { kind: 'away' }>;
  /** false: there is no keychain, or it refused. */
  keep(text: string): Promise<boolean>;
  /** Rejects never; what is not there need not be removed. */
  forget(): Promise<void>;
}

const service = 'OK Photo Sync';
const entryName = 'terminal';

/**
 * Keychain of macOS, credential manager of Windows, Secret Service of a Linux session. Without a session bus the
 * package would use the kernel's keyring, which forgets when the computer restarts: that counts as «there is none».
 */
export function keychainOfSystem(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): TerminalKeychain {
  const isThere = platform !== 'linux' || (env['DBUS_SESSION_BUS_ADDRESS'] ?? '') !== '';
  const entry = async () => {
    // Loaded when it is needed: commands that need no account do not pay for it.
    const { AsyncEntry } = await import('@napi-rs/keyring');
    return new AsyncEntry(service, entryName);
  };
  return {
    async read() {
      if (!isThere) return { kind: 'away' };
      try {
        return { kind: 'found', text: (await (await entry()).getPassword()) ?? null };
      } catch {
        return { kind: 'away' };
      }
    },
    async keep(text) {
      if (!isThere) return false;
      try {
        await (await entry()).setPassword(text);
        // What cannot be read back is not kept, whatever the system said.
        return (await (await entry()).getPassword()) === text;
      } catch {
        return false;
      }
    },
    async forget() {
      if (!isThere) return;
      await (await entry().catch(() => null))?.deletePassword().catch(() => undefined);
    },
  };
}
