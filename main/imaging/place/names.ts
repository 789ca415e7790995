// The names under which programs write where a photo was taken, without prefixes: in XMP and in PNG's text chunks.

/**
 * City, country and the like, as IPTC, Photoshop and others call them. The address of the person who made the photo is
 * one, too.
 */
const names = new Set([
  'address',
  'areainformation',
  'ciadrcity',
  'ciadrctry',
  'ciadrextadr',
  'ciadrpcode',
  'ciadrregion',
  'city',
  'coordinates',
  'country',
  'country-primarylocationcode',
  'country-primarylocationname',
  'countrycode',
  'countryname',
  'county',
  'coverage',
  'geo',
  'geolocation',
  'geoposition',
  'geotag',
  'gps',
  'landmark',
  'lat',
  'latitude',
  'locality',
  'location',
  'locationcreated',
  'locationid',
  'locationname',
  'locationshown',
  'lon',
  'long',
  'longitude',
  'municipality',
  'place',
  'placename',
  'province',
  'province-state',
  'provincestate',
  'shotlocation',
  'state',
  'street',
  'streetaddress',
  'sub-location',
  'sublocation',
  'venue',
  'verbatimlocality',
  'worldregion',
]);

const localName = (name: string) => name.slice(name.lastIndexOf(':') + 1).toLowerCase();

/** What leaves with the place: also the height, the time and the version of its measurement. */
export function belongsToPlace(name: string): boolean {
  const local = localName(name);
  return local.startsWith('gps') || namesPlace(name);
}

/** What alone tells a place: a version, a time or a height does not. */
export function namesPlace(name: string): boolean {
  const local = localName(name);
  return names.has(local) || /latitude|longt?itude|^gps(?:position|coordinates|area)/.test(local);
}
