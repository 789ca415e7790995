// For tests of the client's methods: small pictures, the three steps of publishing them, and the value of an answer.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { fileToSend, type FileToSend } from '../../engine/pipeline/file-to-send.ts';
import { fillPlaceholder, type CommitResult, type OkApi, type RemoteAnswer } from '../api.ts';

const signal = new AbortController().signal;

export function value<T>(answer: RemoteAnswer<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}

export const idsOf = (results: readonly CommitResult[]): string[] =>
  results.map((one) => (one.status === 'committed' ? one.assignedId : ''));

/** A grey PNG of `side` × `side` pixels; another one for each shade. */
export function png(shade: number, side = 64): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.writeUInt8(8, 8);
  const rows = Buffer.alloc((side + 1) * side, shade % 256);
  for (let row = 0; row < side; row += 1) rows[row * (side + 1)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export async function pngFile(folder: string, shade: number, side?: number): Promise<FileToSend & { sha256: string }> {
  const bytes = png(shade, side);
  const path = join(folder, `${shade}.png`);
  await writeFile(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, sizeBytes: bytes.length, contentType: 'image/png', sha256 };
}

/** The three steps for these files, all in one POST. */
export async function publish(
  api: OkApi,
  files: readonly FileToSend[],
  albumRemoteId: string | null,
): Promise<CommitResult[]> {
  const reserved = value(await api.reserve({ albumRemoteId, sizes: files.map((file) => file.sizeBytes) }, signal));
  const uploadUrl = fillPlaceholder(reserved.uploadUrl, reserved.photoIds);
  const { tokens } = value(await api.upload({ uploadUrl, parts: files.map(fileToSend) }, signal));
  const items = reserved.photoIds.map((photoId) => ({ photoId, token: tokens.get(photoId) ?? '' }));
  return value(await api.commit(items, signal));
}
