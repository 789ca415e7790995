// Groups the errors of a disk into the few kinds that matter to a person. Pure; the texts are in shared/locales.

export const diskErrorKinds = ['permission', 'too_long', 'name', 'links', 'disk', 'program', 'other'] as const;
export type DiskErrorKind = (typeof diskErrorKinds)[number];

const kinds: Readonly<Record<string, DiskErrorKind>> = {
  EACCES: 'permission',
  EPERM: 'permission',
  ENAMETOOLONG: 'too_long',
  /** Our own code: this system cannot represent the bytes of the name. */
  ENAMEBYTES: 'name',
  EILSEQ: 'name',
  EINVAL: 'name',
  ELOOP: 'links',
  EIO: 'disk',
  ENXIO: 'disk',
  ENODEV: 'disk',
  ENODATA: 'disk',
  ESTALE: 'disk',
  EUCLEAN: 'disk',
  ETIMEDOUT: 'disk',
  EHOSTDOWN: 'disk',
  EHOSTUNREACH: 'disk',
  ENOTCONN: 'disk',
  EREMOTEIO: 'disk',
  /** Our own code: an exception without a code. */
  FAILED: 'program',
};

/** Shortens a very long path for a sentence. JSON output has the whole path. */
export function shortPath(path: string): string {
  const characters = [...path];
  return characters.length <= maxCharacters
    ? path
    : `${characters.slice(0, maxCharacters - tailCharacters).join('')}…${characters.slice(-tailCharacters).join('')}`;
}
const maxCharacters = 240;
const tailCharacters = 40;

/** `code`: from the system, the database, or our own. */
export function diskErrorKind(code: string): DiskErrorKind {
  return kinds[code] ?? (code.startsWith('SQLITE_') || code.startsWith('ERR_') ? 'program' : 'other');
}
