/** Seals and opens texts, with a key that is kept elsewhere. Both methods throw when that fails. */
export interface Sealing {
  encrypt(text: string): Buffer;
  decrypt(sealed: Buffer): string;
}
