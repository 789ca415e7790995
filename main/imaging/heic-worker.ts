// The thread in which libheif works. Holds one open picture, and answers one request at a time.
import { parentPort } from 'node:worker_threads';
import { openHeic, type OpenHeic } from './heic.ts';

export type HeicHeader = Pick<OpenHeic, 'width' | 'height'> & {
  /** The TIFF block with EXIF; its orientation is already applied. */
  exif: Uint8Array | null;
  /** ICC profile of the pixels. */
  profile: Uint8Array | null;
};
export type HeicRequest = { kind: 'open'; bytes: Uint8Array } | { kind: 'decode' } | { kind: 'close' };
export type HeicAnswer =
  | { kind: 'opened'; header: HeicHeader | null }
  | { kind: 'decoded'; pixels: Uint8Array<ArrayBuffer> | null }
  | { kind: 'closed' };

let picture: OpenHeic | null = null;

async function answer(request: HeicRequest): Promise<HeicAnswer> {
  switch (request.kind) {
    case 'open': {
      picture?.close();
      picture = openHeic(Buffer.from(request.bytes.buffer, request.bytes.byteOffset, request.bytes.byteLength));
      if (picture === null) return { kind: 'opened', header: null };
      const { width, height, exif, profile } = picture;
      return { kind: 'opened', header: { width, height, exif, profile } };
    }
    case 'decode':
      return { kind: 'decoded', pixels: (await picture?.decode()) ?? null };
    case 'close':
      picture?.close();
      picture = null;
      return { kind: 'closed' };
  }
}

let last = Promise.resolve();
parentPort?.on('message', (request: HeicRequest) => {
  // An exception of libheif is not caught: it ends this thread, and the process with it.
  last = last.then(async () => {
    const told = await answer(request);
    parentPort?.postMessage(told, told.kind === 'decoded' && told.pixels !== null ? [told.pixels.buffer] : []);
  });
});
