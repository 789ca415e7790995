// Names the metadata segments of a JPEG, and joins blocks that were split over several segments.
import { exifMark, type JpegSegment } from '../structure/jpeg.ts';
import type { ImagePart } from './image-part.ts';

export type SegmentKind = 'exif' | 'xmp' | 'xmp-extension' | 'resources' | 'picture' | 'other';

const xmpMark = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const extensionMark = Buffer.from('http://ns.adobe.com/xmp/extension/\0', 'latin1');
const resourcesMark = Buffer.from('Photoshop 3.0\0', 'latin1');
const profileMark = Buffer.from('ICC_PROFILE\0', 'latin1');
/** Identifier of the whole, its length, the place of this piece in it. */
const extensionHead = extensionMark.length + 32 + 8;

const begins = (payload: Buffer, mark: Buffer) => payload.subarray(0, mark.length).equals(mark);
const payloadOf = (bytes: Buffer, { start, end }: JpegSegment) => bytes.subarray(start + 4, end);

/** `picture`: what decoding and showing the pixels needs, and comments. `other`: whatever else an application wrote. */
export function kindOfSegment(bytes: Buffer, segment: JpegSegment): SegmentKind {
  const { marker } = segment;
  if (marker < 0xe0 || marker > 0xef) return 'picture';
  const payload = payloadOf(bytes, segment);
  if (marker === 0xe0 || marker === 0xee) return 'picture';
  if (marker === 0xe1 && begins(payload, exifMark)) return 'exif';
  if (marker === 0xe1 && begins(payload, xmpMark)) return 'xmp';
  if (marker === 0xe1 && begins(payload, extensionMark)) return 'xmp-extension';
  if (marker === 0xe2 && begins(payload, profileMark)) return 'picture';
  return marker === 0xed && begins(payload, resourcesMark) ? 'resources' : 'other';
}

/** Where the metadata itself begins, behind the name of its kind. */
export function contentOfSegment(bytes: Buffer, segment: JpegSegment, kind: SegmentKind): Buffer {
  const marks = { exif: exifMark, xmp: xmpMark, resources: resourcesMark };
  const payload = payloadOf(bytes, segment);
  return kind in marks ? payload.subarray(marks[kind as keyof typeof marks].length) : payload;
}

/** Photoshop's resources, as many segments as they were split over. */
export function imageResourcesOf(bytes: Buffer, segments: readonly JpegSegment[]): Buffer {
  const pieces = segments.filter((segment) => kindOfSegment(bytes, segment) === 'resources');
  return Buffer.concat(pieces.map((piece) => contentOfSegment(bytes, piece, 'resources')));
}

/** Resources as segments again, each as long as a segment may be. */
export function resourceSegments(block: Buffer): Buffer[] {
  const segments: Buffer[] = [];
  const most = 0xffff - 2 - resourcesMark.length;
  for (let at = 0; at < block.length; at += most) {
    const piece = block.subarray(at, at + most);
    const head = Buffer.from([0xff, 0xed, 0, 0]);
    head.writeUInt16BE(2 + resourcesMark.length + piece.length, 2);
    segments.push(head, resourcesMark, piece);
  }
  return segments;
}

/** Packets that were too long for one segment, put together by the places their pieces name. */
function extendedXmp(bytes: Buffer, segments: readonly JpegSegment[]): Buffer[] {
  const packets = new Map<string, { at: number; piece: Buffer }[]>();
  for (const segment of segments) {
    if (kindOfSegment(bytes, segment) !== 'xmp-extension') continue;
    const payload = payloadOf(bytes, segment);
    if (payload.length <= extensionHead) continue;
    const name = payload.toString('latin1', extensionMark.length, extensionMark.length + 32);
    const pieces = packets.get(name) ?? [];
    packets.set(name, pieces);
    pieces.push({ at: payload.readUInt32BE(extensionHead - 4), piece: payload.subarray(extensionHead) });
  }
  return [...packets.values()].map((pieces) =>
    Buffer.concat(pieces.sort((a, b) => a.at - b.at).map(({ piece }) => piece)),
  );
}

/** Everything in which a JPEG may tell its place. */
export function jpegParts(bytes: Buffer, segments: readonly JpegSegment[]): ImagePart[] {
  const parts: ImagePart[] = [];
  for (const segment of segments) {
    const kind = kindOfSegment(bytes, segment);
    if (kind === 'exif' || kind === 'xmp') parts.push({ kind, bytes: contentOfSegment(bytes, segment, kind) });
  }
  parts.push({ kind: 'resources', bytes: imageResourcesOf(bytes, segments) });
  return [...parts, ...extendedXmp(bytes, segments).map((packet) => ({ kind: 'xmp' as const, bytes: packet }))];
}
