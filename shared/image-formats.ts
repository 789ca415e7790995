// What counts as a photo: the only table of image formats, for watching, dropping, counting, dialogs and inspection.
// Pure.

interface FormatFacts {
  /** Lower case, without the dot; the usual one first. */
  extensions: readonly string[];
  mime: string;
  /** This program decodes it: it gets a thumbnail, and a JPEG can be made of it. */
  decodes: boolean;
  /** A copy without GPS keeps the format; of the others a JPEG is made. */
  copiesAsItself: boolean;
}

/** Formats recognised from the first bytes of a file. */
export const imageFormats = ['jpeg', 'png', 'gif', 'webp', 'heic', 'avif', 'tiff', 'bmp', 'svg', 'jxl'] as const;
export type ImageFormat = (typeof imageFormats)[number];

const words = (text: string): readonly string[] => text.split(' ');

export const formatFacts: Readonly<Record<ImageFormat, FormatFacts>> = {
  jpeg: {
    // The last ones: saved from Twitter by browsers, several pictures in one file, and 360° cameras.
    extensions: words('jpg jpeg jpe jfif jif jfi jpg_large jpeg_large jpglarge jpg-large mpo jps insp'),
    mime: 'image/jpeg',
    decodes: true,
    copiesAsItself: true,
  },
  png: { extensions: words('png apng png_large'), mime: 'image/png', decodes: true, copiesAsItself: true },
  gif: { extensions: words('gif'), mime: 'image/gif', decodes: true, copiesAsItself: false },
  webp: { extensions: words('webp'), mime: 'image/webp', decodes: true, copiesAsItself: true },
  heic: { extensions: words('heic heif hif heics heifs'), mime: 'image/heic', decodes: true, copiesAsItself: false },
  avif: { extensions: words('avif avifs'), mime: 'image/avif', decodes: true, copiesAsItself: false },
  tiff: { extensions: words('tif tiff'), mime: 'image/tiff', decodes: true, copiesAsItself: false },
  bmp: { extensions: words('bmp dib'), mime: 'image/bmp', decodes: true, copiesAsItself: false },
  svg: { extensions: words('svg'), mime: 'image/svg+xml', decodes: false, copiesAsItself: false },
  jxl: { extensions: words('jxl'), mime: 'image/jxl', decodes: false, copiesAsItself: false },
};

/**
 * Raw files of cameras. Many look like TIFF, but their first picture is only a small preview, which must never be
 * sent as the photo.
 */
const rawExtensions = words(
  '3fr arw bay cr2 cr3 crw dcr dcs dng erf fff gpr iiq k25 kdc mef mos mrw nef nrw orf ori pef raf raw rw2 rwl rwz sr2 srf srw x3f',
);
/** Pictures that this program knows by name only; they are reported as an unknown format. */
const otherExtensions = words('jp2 j2k jpf jpx jxr wdp hdp psd psb');

const byExtension = new Map<string, 'raw' | 'other' | ImageFormat>([
  ...imageFormats.flatMap((format) => formatFacts[format].extensions.map((one) => [one, format] as const)),
  ...rawExtensions.map((one) => [one, 'raw'] as const),
  ...otherExtensions.map((one) => [one, 'other'] as const),
]);

/** Extension of a name or a path with either slash, in lower case without the dot; '' for none (`.jpg` has none). */
export function extensionOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** The format that a name promises; null: not a picture's name. The real format follows from the bytes. */
export const promisedFormat = (path: string): 'raw' | 'other' | ImageFormat | null =>
  byExtension.get(extensionOf(path)) ?? null;

/** Whether a person would expect a picture under this name; if there is none, that is reported. */
export const isPictureNamed = (path: string): boolean => promisedFormat(path) !== null;

export const isRawNamed = (path: string): boolean => promisedFormat(path) === 'raw';

/** Whether the name promises a picture that a thumbnail can be made of. */
export function isDrawableNamed(path: string): boolean {
  const format = promisedFormat(path);
  return format !== null && format !== 'raw' && format !== 'other' && formatFacts[format].decodes;
}

/** Whether a JPEG can be made of it. */
export const isConvertible = (format: ImageFormat | null): format is ImageFormat =>
  format !== null && formatFacts[format].decodes;

/** All extensions of pictures, for the system's file dialog. */
export const pictureExtensions: readonly string[] = [...byExtension.keys()];
