// The system's keychain by Electron's safeStorage.
import { safeStorage } from 'electron';
import { readKeyringState, openKeyring, type KeyringState } from './keyring.ts';
import type { Keychain, KeychainState } from './keychain.ts';

/**
 * Electron's question to GNOME's keyring blocks the whole program until the person answers, and Electron does not ask a
 * second time. So keyring.ts first asks, without blocking, whether it is open. KWallet and the stores of other systems
 * open by themselves.
 */
const mayBeLocked = (): boolean =>
  process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'gnome_libsecret';

/** A keyring that does not exist yet counts as open: the first secret creates it. */
const stateOf = (state: KeyringState): KeychainState => (state === 'empty' ? 'open' : state);

/** Use it after «ready» only. */
export const systemKeychain: Keychain = {
  readState: async () => (mayBeLocked() ? stateOf(await readKeyringState(process.env)) : 'open'),
  unlock: async () => (mayBeLocked() ? stateOf(await openKeyring(process.env)) : 'open'),
  available() {
    // `basic_text` seals with a password that every Chromium contains: that is no keychain.
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
    return safeStorage.isEncryptionAvailable();
  },
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (sealed) => safeStorage.decryptString(sealed),
};
