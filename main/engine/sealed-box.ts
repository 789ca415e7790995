// Encrypts short secrets for the database with a key that is not in it: AES-256-GCM, a new nonce for each.
import { createCipheriv, createDecipheriv, createHash, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import type { Secrets } from './ports.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** `key`: 32 bytes. */
export function sealedBox(key: Uint8Array): Secrets {
  if (key.length !== 32) throw new Error('the sealing key must have 32 bytes');
  // Created once: creating the key object costs more than sealing a token.
  const secretKey = createSecretKey(key);
  return {
    seal(plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', secretKey, nonce);
      return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
        'base64',
      );
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      if (bytes.length < nonceBytes + tagBytes) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', secretKey, bytes.subarray(0, nonceBytes));
        decipher.setAuthTag(bytes.subarray(-tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString(
          'utf8',
        );
      } catch {
        return null;
      }
    },
  };
}

/**
 * A key for the terminal, which has no keychain: derived from the account's secret, so none is kept beside the
 * database.
 */
export function keyFromSecret(secret: string): Uint8Array {
  const salt = createHash('sha256').update('ok-photo-sync library').digest();
  return new Uint8Array(hkdfSync('sha256', secret, salt, 'sealed box', 32));
}
