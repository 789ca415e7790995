// Whether bytes of an unknown form tell a place: videos behind photos, and other programs' own segments.

/** Of films: two boxes and Apple's key. Of manifests and the like: the name that EXIF has for it. */
const marks = ['\u00a9xyz', 'loci\0\0\0\0', 'quicktime.location', 'GPSLatitude', 'gpsLatitude'].map((mark) =>
  Buffer.from(mark, 'latin1'),
);

export const looseTellsPlace = (bytes: Buffer): boolean => marks.some((mark) => bytes.includes(mark));
