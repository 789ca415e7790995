// Photos that a person adds to our albums while the engine is dead: some with the dimensions of ours.
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ledger } from '../../main/emulator/state/ledger.ts';
import { fileToSend } from '../../main/engine/pipeline/file-to-send.ts';
import type { Credentials } from '../../main/ok/ports.ts';
import { fillPlaceholder, openOkApi, type RemoteAnswer } from '../../main/ok/api.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { silentLog } from '../../main/engine/testing/quick.ts';
import { exifBlock, withJpegHeaders } from '../fixtures/exif-block.ts';
import { photoBytes } from '../fixtures/make-photos.ts';
import { largeSides, strangersSeeds, type Random } from './photo-folder.ts';

export interface Stranger {
  /** Into any of our albums, also one whose creation the engine has not heard of. Needs a service without faults. */
  put(ledger: Ledger): Promise<void>;
  /** Contents that are there by the person's own hand. */
  shas(): ReadonlySet<string>;
}

export async function openStranger(place: string, credentials: Credentials, random: Random): Promise<Stranger> {
  await mkdir(place, { recursive: true });
  const shas = new Set<string>();
  const { signal } = new AbortController();
  return {
    shas: () => shas,
    async put({ albums }) {
      const albumRemoteId = albums[Math.floor(random() * albums.length)]?.aid;
      const seed = strangersSeeds[Math.floor(random() * strangersSeeds.length)];
      if (albumRemoteId === undefined || seed === undefined) return;
      const [width, height] = largeSides;
      const picture = await photoBytes({ width, height, seed, grain: 0 });
      const bytes = withJpegHeaders(picture, exifBlock({ camera: `Stranger ${shas.size}` }), null);
      const path = join(place, `${shas.size}.jpg`);
      await writeFile(path, bytes);
      const remote = openOkApi({ credentials, log: silentLog, clock: systemClock, userAgent: 'stranger' });
      try {
        const reserved = told(await remote.reserve({ albumRemoteId, sizes: [bytes.length] }, signal));
        const { photoIds } = reserved;
        const uploadUrl = fillPlaceholder(reserved.uploadUrl, photoIds);
        const parts = [fileToSend({ path, sizeBytes: bytes.length, contentType: 'image/jpeg' })];
        const { tokens } = told(await remote.upload({ uploadUrl, parts }, signal));
        told(
          await remote.commit(
            [...tokens].map(([photoId, token]) => ({ photoId, token })),
            signal,
          ),
        );
      } finally {
        await remote.close();
      }
      shas.add(createHash('sha256').update(bytes).digest('hex'));
    },
  };
}

function told<T>(answer: RemoteAnswer<T>): T {
  if (!answer.ok) throw new Error(`the person's own photo: ${answer.trouble.who}`);
  return answer.value;
}
