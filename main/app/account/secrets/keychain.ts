// Electron's safeStorage as the keychain that secrets.ts asks for. Keeps nothing itself.
import { safeStorage } from 'electron';
import { readKeyringState, openKeyring, type KeyringState } from './keyring.ts';
import type { Keychain, KeychainState } from './secrets.ts';

/**
 * Electron asks GNOME's keyring in a way that stops the whole program until the person has answered, and does not ask a second time. So the
 * keyring is asked first, in a way that stops nothing, whether it is open. KWallet and the other systems' stores open by themselves.
 */
const mayBeLocked = (): boolean =>
  process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'gnome_libsecret';

/** A keyring that was never made is no lock: it is made with the first secret. */
const lockOf = (state: KeyringState): KeychainState => (state === 'empty' ? 'open' : state);

/** To be used after «ready» only. */
export const systemKeychain: Keychain = {
  readState: async () => (mayBeLocked() ? lockOf(await readKeyringState(process.env)) : 'open'),
  unlock: async () => (mayBeLocked() ? lockOf(await openKeyring(process.env)) : 'open'),
  available() {
    // `basic_text` seals with a password that is part of every Chromium: that is no keychain.
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false;
    return safeStorage.isEncryptionAvailable();
  },
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (sealed) => safeStorage.decryptString(sealed),
};
