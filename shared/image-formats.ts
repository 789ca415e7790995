// What a photo is: the one table of image formats, asked by watching, dropping, counting, dialogs, inspection and precheck. Pure.

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
 * What cameras write before it is developed. It looks like TIFF, but its first picture is a preview the size of a stamp: never to be
 * sent as the photo.
 */
const rawExtensions = words(
  '3fr arw bay cr2 cr3 crw dcr dcs dng erf fff gpr iiq k25 kdc mef mos mrw nef nrw orf ori pef raf raw rw2 rwl rwz sr2 srf srw x3f',
);
/** Pictures that this program knows by name only: a person expects to hear of them. */
const otherExtensions = words('jp2 j2k jpf jpx jxr wdp hdp psd psb');

const byExtension = new Map<string, 'raw' | 'other' | ImageFormat>([
  ...imageFormats.flatMap((format) => formatFacts[format].extensions.map((one) => [one, format] as const)),
  ...rawExtensions.map((one) => [one, 'raw'] as const),
  ...otherExtensions.map((one) => [one, 'other'] as const),
]);

/** Of a name or a path with either slash: lower case, without the dot; '' for none, as `.jpg` has none. */
export function extensionOf(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** What a name promises; null: nothing that a person would call a picture. What a file is, its bytes say. */
export const promisedFormat = (path: string): 'raw' | 'other' | ImageFormat | null =>
  byExtension.get(extensionOf(path)) ?? null;

/** Whether a person would expect a picture under this name: then it is told to them when there is none. */
export const isPictureNamed = (path: string): boolean => promisedFormat(path) !== null;

export const isRawNamed = (path: string): boolean => promisedFormat(path) === 'raw';

/** Names of pictures that a thumbnail can be made of. */
export function isDrawableNamed(path: string): boolean {
  const format = promisedFormat(path);
  return format !== null && format !== 'raw' && format !== 'other' && formatFacts[format].decodes;
}

/** Whether a JPEG can be made of it. */
export const isConvertible = (format: ImageFormat | null): format is ImageFormat =>
  format !== null && formatFacts[format].decodes;

/** All endings under which pictures are looked for, for the system's file dialog. */
export const pictureExtensions: readonly string[] = [...byExtension.keys()];
