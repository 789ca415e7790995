// What cameras and programs write where a person's caption belongs. Data; a rule stands for each kind. Pure.
import { imageFormats } from './image-formats.ts';
import { readableName } from './readable-names.ts';

/** The whole text, in any case. Seen in files, and reported for other programs that show captions. */
const fillers = new Set([
  '<digimax s500 / kenox s500 / digimax cyber 530>',
  '_cuva',
  'ascii',
  'automatically generated',
  'binary comment',
  'bsh',
  'btf',
  'btr',
  'burst',
  'camera',
  'caption',
  'charset=ascii',
  'cof',
  'cuva',
  'dav',
  'dcim',
  'default',
  'default description',
  'description',
  'digital still camera',
  'ebs',
  'edf',
  'exif_jpeg_picture',
  'exif_jpeg_t422',
  'fbl',
  'fuh',
  'gedc',
  'hdr',
  'hdrpl',
  'hellomoto',
  'image',
  'image description',
  'jpeg',
  'kodak digital still camera',
  'mde',
  'my beautiful picture',
  'n/a',
  'noname',
  'none',
  'nor',
  'null',
  'oznor',
  'oznorwo',
  'photo',
  'picture',
  'ptr',
  'ptrbsh',
  'qrf',
  'rbt',
  'rhdr',
  'rpt',
  'samsung',
  'samsung camera pictures',
  'screenshot',
  'sdr',
  'shotwell',
  'smart',
  'soap',
  'sony dsc',
  'undefined',
  'unknown',
  'untitled',
  'user comments',
  'yhdr',
  'без имени',
  'без названия',
  'снимок экрана',
  'фото',
]);

const kinds: readonly RegExp[] = [
  // OLYMPUS DIGITAL CAMERA, KONICA MINOLTA DIGITAL CAMERA, MOULTRIE DIGITAL GAME CAMERA, DIGITAL CAMERA
  /^(?:[\p{Lu}\d][\p{L}\d,.-]* ){0,4}(?:DIGITAL|Digital)(?: \p{Lu}\p{L}+)? (?:CAMERA|Camera)$/u,
  /^(?:olympus|sony|nikon|canon|casio|kodak|pentax|minolta|konica minolta|panasonic|fujifilm|fuji|samsung|ricoh|leica|kyocera|sanyo)(?: imaging| computer| optical| photo)?(?: corp(?:oration)?\.?| co\.?,? ?ltd\.?)?(?: dsc| camera| picture)?$/iu,
  // <KENOX S1050  / Samsung S1050>, <Digimax i5, Samsung #1>
  /^<[^<>]*(?:samsung|kenox|digimax)[^<>]*>$/iu,
  // oznorWO, oznor_12, norm_hdr, fbl_btr, hdrpl_edf: Huawei's codes, one or more of them; oplus_32: OPPO's.
  /^(?:oplus|oznor\w*|nor\w?|hdr\w*|sdr|edf|btf|btr|cof|rbt|fbl|mde|dav|ptr|qrf|bsh)(?:_[a-z\d]+)+_?$/iu,
  // filter: 0; fileterIntensity: 0.0; filterMask: 0; captureOrientation: 0;
  /^(?:\s*[\w.-]+\s*:\s*[^;\n]*;){2,}[^;\n]*$/u,
  // Maker:Unknown,Date:2017-8-26,Ver:6,Lens:Kan03,Act:Lar02
  /^(?:[A-Z]\w*:[^,\n]*,){2,}[^,\n]*$/u,
  /^[{[][^]*[}\]]$/u,
  // Created with GIMP, Processed with VSCO with c1 preset
  /^(?:[Cc]reated|[Ee]dited|[Pp]rocessed|[Gg]enerated) (?:with|using) (?:the )?\p{Lu}[^\n]*$/u,
  // IMG_20240712, DSC01234, P1010001, DSCF0001, PICT0012
  /^(?:img|dscn?|dscf|dsc_|_?dsc|_?mg|p|pict|pic|photo|image|imgp|sam|gopr|dji|pxl|mvimg|screenshot|cimg|dcp|scan|hpim)[ _-]?\d{3,}[\w -]*$/iu,
  // A checksum, an identifier, bytes as text.
  /^[\da-f-]{24,}$/iu,
  /^[\w+/=]{48,}$/u,
  /^[\d\s.:_/-]+$/u,
];

const endings = new RegExp(
  `^\\S+\\.(?:jpg|jpe|tif|heif|raw|dng|nef|cr2|cr3|arw|orf|rw2|${imageFormats.join('|')})$`,
  'iu',
);
const withoutEnding = (name: string): string => name.replace(/\.[^.]{1,5}$/u, '');
const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/gu, ' ').trim();

/** Whether the cleaned `text` of the file at `path` says nothing that a person wrote. */
export function isCaptionFiller(text: string, path: string): boolean {
  const said = plain(text);
  const name = plain(readableName(path));
  if (fillers.has(said) || said === name || said === withoutEnding(name)) return true;
  return endings.test(text.replaceAll('\\', '/')) || kinds.some((kind) => kind.test(text));
}

/** Folders that cameras and phones make, by the rule for their names (DCF: three digits and five letters or digits). */
const folderNames = new Set(['dcim', 'camera', 'camera roll', 'pictures', 'photos', 'images', 'downloads', 'desktop']);
const folderOfCamera = /^\d{3}[\dA-Z_]{5}$/u;

/** Whether a folder's name says nothing about its photos. */
export function isFolderFiller(name: string): boolean {
  return folderNames.has(plain(name)) || folderOfCamera.test(name);
}
