// The caption that a file brings: the first of four places that holds words of a person.
import { isCaptionFiller } from '../../../shared/caption-fillers.ts';
import { cleanCaption } from '../../../shared/caption.ts';
import type { ImagePart } from '../place/image-part.ts';
import { captionInIim, iimInResources } from './iim-caption.ts';
import { exifCaptions, iimInExif, xmpInExif } from './exif-captions.ts';
import { xmpDescription } from './xmp-description.ts';

export interface CaptionSources {
  /** The blocks of the picture itself, not those of pictures inside it, in their order. */
  parts: readonly ImagePart[];
  exif: Buffer | null;
  path: string;
  /** BCP 47: the one that is wanted where the file has several and none is its default. */
  language: string;
}

/**
 * XMP's description, IPTC's caption, EXIF's ImageDescription, Windows's XPComment: the order in which programs that
 * write several of them keep the newest. What a camera wrote is passed over. null: nobody wrote one.
 */
export function captionOf({ parts, exif, path, language }: CaptionSources): string | null {
  for (const written of candidates(parts, exif, language)) {
    const text = written === null ? '' : cleanCaption(written);
    // A replacement character stands for a letter that is lost: no caption is better than a wrong one.
    if (text !== '' && !text.includes('\uFFFD') && !isCaptionFiller(text, path)) return text;
  }
  return null;
}

function* candidates(parts: readonly ImagePart[], exif: Buffer | null, language: string): Generator<string | null> {
  const blocks = (kind: ImagePart['kind']) => parts.filter((part) => part.kind === kind).map(({ bytes }) => bytes);
  const packets = [...blocks('xmp'), ...(exif === null ? [] : xmpInExif(exif))];
  for (const packet of packets) yield xmpDescription(packet, language);
  const resources = blocks('resources').map(iimInResources);
  const iims = [...blocks('iim'), ...resources, ...(exif === null ? [] : iimInExif(exif))];
  for (const iim of iims) yield iim === null ? null : captionInIim(iim);
  if (exif !== null) yield* exifCaptions(exif);
}
