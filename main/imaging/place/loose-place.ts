// Whether bytes that nobody here can read as metadata tell a place: films behind photos, and what programs keep in segments of their own.

/** Of films: two boxes and Apple's key. Of manifests and the like: the name that EXIF has for it. */
const marks = ['\u00a9xyz', 'loci\0\0\0\0', 'quicktime.location', 'GPSLatitude', 'gpsLatitude'].map((mark) =>
  Buffer.from(mark, 'latin1'),
);

export const looseTellsPlace = (bytes: Buffer): boolean => marks.some((mark) => bytes.includes(mark));
