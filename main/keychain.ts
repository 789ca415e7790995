// Electron's safeStorage as the keychain that secrets.ts asks for. Keeps nothing itself.
import { safeStorage } from 'electron';
import type { Keychain } from './secrets.ts';

/** To be used after «ready» only. */
export const systemKeychain: Keychain = {
  available() {
    if (!safeStorage.isEncryptionAvailable()) return false;
    // `basic_text` seals with a password that is part of every Chromium: that is no keychain.
    return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
  },
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (sealed) => safeStorage.decryptString(sealed),
};
