// The weaker storage that a person may choose where the system has no keychain: AES-256-GCM with the key in a file
// beside the sealed files. Who gets only one of the files cannot read the secrets; who gets both can.
// main/engine/sealed-box.ts has the same cipher and layout, but the app may import only types of the engine.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sealing } from './keychain.ts';

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export const fileKeyName = 'secrets.key';

/** The key is made at the first sealing. Both methods throw when the folder is unusable or the key is another one. */
export function fileKeychain(folder: string): Sealing {
  const file = join(folder, fileKeyName);
  const existing = (): Buffer => {
    const key = readFileSync(file);
    if (key.length !== KEY_BYTES) throw new Error('the key of the secrets is damaged');
    return key;
  };
  const keyOrNew = (): Buffer => {
    try {
      return existing();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    mkdirSync(folder, { recursive: true });
    const key = randomBytes(KEY_BYTES);
    writeFileSync(file, key, { mode: 0o600, flag: 'wx' });
    return key;
  };
  return {
    encrypt(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOrNew(), iv);
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    decrypt(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', existing(), sealed.subarray(0, IV_BYTES));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const text = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    },
  };
}
