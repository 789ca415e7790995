// One block of metadata, out of its container.

/** `value`: a text whose name says that it is a place. `loose`: bytes of no form that is known here. */
export type ImagePart = { kind: 'exif' | 'xmp' | 'iim' | 'resources' | 'value' | 'loose'; bytes: Buffer };
