// A picture from the clipboard becomes a file, because only files are sent. Its bytes stay as they are.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { detectFormat } from '../../../shared/detect-format.ts';
import { formatFacts, type ImageFormat } from '../../../shared/image-formats.ts';

/** What clipboards hold. Whether it is a whole picture is for the engine to find out. */
const pastedFormats: ReadonlySet<ImageFormat> = new Set(['png', 'jpeg', 'gif', 'webp']);

/**
 * Absolute path of the new file; null when the bytes are no picture. Rejects when the folder cannot be written.
 * `nowMs` names the file, so that a person knows it again.
 */
export async function keepPastedImage(folder: string, bytes: Uint8Array, nowMs: number): Promise<string | null> {
  const format = detectFormat(bytes);
  if (format === null || !pastedFormats.has(format)) return null;
  const [ending] = formatFacts[format].extensions;
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
