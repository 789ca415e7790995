// A picture from the clipboard becomes a file, because only files are sent. Keeps the pixels as they are; decides nothing about them.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a browser pastes, by its first bytes. Whether it is a whole picture is for the engine to find out. */
const beginnings: readonly [ending: string, bytes: readonly number[]][] = [
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['webp', [0x52, 0x49, 0x46, 0x46]],
];

/**
 * Absolute path of the new file; null when the bytes are no picture. Rejects when the folder cannot be written. `nowMs` names the file, so that
 * a person knows it again.
 */
export async function keepPastedImage(folder: string, bytes: Uint8Array, nowMs: number): Promise<string | null> {
  const ending = beginnings.find(([, first]) => first.every((byte, at) => bytes[at] === byte))?.[0];
  if (ending === undefined) return null;
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${pastedName(new Date(nowMs))}.${ending}`);
  // Under another name first: a full disk must not leave half a picture behind.
  const part = `${path}.part`;
  try {
    await writeFile(part, bytes, { mode: 0o600 });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
  return path;
}

/** Local time, as people name pictures, and safe as a name everywhere. */
export function pastedName(at: Date): string {
  const two = (n: number, digits = 2): string => String(n).padStart(digits, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}-${two(at.getMinutes())}-${two(at.getSeconds())}-${two(at.getMilliseconds(), 3)}`;
}
