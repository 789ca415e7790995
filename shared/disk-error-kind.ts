// Why something on the disk could not be looked at, in the few kinds that differ for a person. Pure; the texts are in shared/locales.

export const diskErrorKinds = ['permission', 'too_long', 'name', 'links', 'disk', 'program', 'other'] as const;
export type DiskErrorKind = (typeof diskErrorKinds)[number];

const kinds: Readonly<Record<string, DiskErrorKind>> = {
  EACCES: 'permission',
  EPERM: 'permission',
  ENAMETOOLONG: 'too_long',
  /** Ours: the name cannot be said in any way that this system takes. */
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
  /** Ours: something threw that has no code. */
  FAILED: 'program',
};

/** A path as a sentence can hold it: what is too long for the system is too long for a line. Programs are given it whole. */
export function shortPath(path: string): string {
  const characters = [...path];
  return characters.length <= maxCharacters
    ? path
    : `${characters.slice(0, maxCharacters - tailCharacters).join('')}…${characters.slice(-tailCharacters).join('')}`;
}
const maxCharacters = 240;
const tailCharacters = 40;

/** `code`: the system's word, the database's, or ours. */
export function diskErrorKind(code: string): DiskErrorKind {
  return kinds[code] ?? (code.startsWith('SQLITE_') || code.startsWith('ERR_') ? 'program' : 'other');
}
