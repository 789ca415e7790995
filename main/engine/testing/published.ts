// For tests: what is on the service after a run, byte for byte, and whether it tells where it was taken, by another
// reader than ours.
import ExifReader from 'exifreader';
import type { Emulator } from '../../emulator/start.ts';

export interface Published {
  /** Title of its album; `personal` without one. */
  album: string;
  bytes: Buffer;
  tellsPlace: boolean;
}

/** Where the photos of these tests were taken, in the ways in which XMP, text chunks and comments write it. */
const written = ['55,45.', '55.75', '37,37.', '37.62', 'Cottage Street'];

export function tellsPlace(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  if (written.some((one) => text.includes(one))) return true;
  try {
    const { gps } = ExifReader.load(bytes, { expanded: true });
    return gps?.Latitude !== undefined || gps?.Longitude !== undefined;
  } catch {
    // No metadata at all, or none that it knows.
    return false;
  }
}

export async function published(emulator: Emulator): Promise<Published[]> {
  const { albums, photos } = emulator.ledger();
  return Promise.all(
    photos.map(async ({ assignedId, albumId }) => {
      const answer = await fetch(`${emulator.address}photo/${assignedId}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      const album = albums.find(({ aid }) => aid === albumId)?.title ?? 'personal';
      return { album, bytes, tellsPlace: tellsPlace(bytes) };
    }),
  );
}
