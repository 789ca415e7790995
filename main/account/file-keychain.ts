// The weaker storage that a person may choose where the system has no keychain: AES-256-GCM with the key in a file
// beside the sealed files. Who gets only one of the files cannot read the secrets; who gets both can.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealedBox } from '../engine/sealed-box.ts';
import type { Sealing } from './sealing.ts';

const KEY_BYTES = 32;

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
    encrypt: (text) => Buffer.from(sealedBox(keyOrNew()).seal(text), 'base64'),
    decrypt(sealed) {
      const text = sealedBox(existing()).open(sealed.toString('base64'));
      if (text === null) throw new Error('the secrets were sealed with another key');
      return text;
    },
  };
}
