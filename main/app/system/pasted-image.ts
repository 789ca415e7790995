// Writes a picture from the clipboard to a file, byte for byte: only files can be sent.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { detectFormat } from '../../../shared/detect-format.ts';
import { formatFacts, type ImageFormat } from '../../../shared/image-formats.ts';

/** Formats that clipboards hold. The engine checks whether the picture is whole. */
const pastedFormats: ReadonlySet<ImageFormat> = new Set(['png', 'jpeg', 'gif', 'webp']);

/**
 * The absolute path of the new file; null when the bytes are no picture. Rejects when the folder cannot be written.
 * `nowMs` gives the file its name.
 */
export async function keepPastedImage(folder: string, bytes: Uint8Array, nowMs: number): Promise<string | null> {
  const format = detectFormat(bytes);
  if (format === null || !pastedFormats.has(format)) return null;
  const [extension] = formatFacts[format].extensions;
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${pastedName(new Date(nowMs))}.${extension}`);
  // Written under another name first: a full disk must not leave half a picture.
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

/** Local time, without characters that some system forbids in names. */
export function pastedName(at: Date): string {
  const two = (n: number, digits = 2): string => String(n).padStart(digits, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}-${two(at.getMinutes())}-${two(at.getSeconds())}-${two(at.getMilliseconds(), 3)}`;
}
