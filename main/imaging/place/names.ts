// The names under which programs write where a photo was taken, without their prefixes: in XMP and in PNG's text chunks.

/** City, country and the like, as IPTC, Photoshop and others call them. The address of the person who made the photo is one, too. */
const names = new Set([
  'areainformation',
  'ciadrcity',
  'ciadrctry',
  'ciadrextadr',
  'ciadrpcode',
  'ciadrregion',
  'city',
  'country',
  'country-primarylocationcode',
  'country-primarylocationname',
  'countrycode',
  'countryname',
  'coverage',
  'landmark',
  'lat',
  'latitude',
  'location',
  'locationcreated',
  'locationid',
  'locationname',
  'locationshown',
  'lon',
  'long',
  'longitude',
  'placename',
  'province',
  'province-state',
  'provincestate',
  'shotlocation',
  'state',
  'sub-location',
  'sublocation',
  'worldregion',
]);

const localName = (name: string) => name.slice(name.lastIndexOf(':') + 1).toLowerCase();

/** What leaves with the place: also the height, the time and the version of its measurement. */
export function belongsToPlace(name: string): boolean {
  const local = localName(name);
  return local.startsWith('gps') || names.has(local);
}

/** What alone tells a place: a version, a time or a height does not. */
export function namesPlace(name: string): boolean {
  const local = localName(name);
  return names.has(local) || /^gps(?:latitude|longt?itude|position|coordinates|area|dest\w*itude)/.test(local);
}
