// Which names look like images. Only for counting before a folder is added, and for hints: what a file is, its bytes decide.

const extensions = new Set(
  'jpg jpeg jpe jfif png gif webp bmp dib tif tiff heic heif hif avif jxl jp2 svg psd dng cr2 cr3 nef nrw arw orf rw2 raf pef srw'.split(
    ' ',
  ),
);

/** Pictures that this program can draw small, raw formats and drawings left out. */
const drawn = new Set('jpg jpeg jpe jfif png webp heic heif hif avif tif tiff'.split(' '));

/** True for names with an extension of photos that a thumbnail can be made of. Any case. */
export function isPhotoNamed(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && drawn.has(name.slice(dot + 1).toLowerCase());
}

/** True for names with an extension that cameras, phones and image editors use, raw formats among them. Any case. */
export function isImageNamed(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && extensions.has(name.slice(dot + 1).toLowerCase());
}
