// Wrong arguments and what stops a run before it begins, in English.
import type { UsageTexts } from '../types.ts';

export const enUsage: UsageTexts = {
  oneAlbum: 'Only one of --album, --album-per-folder and --no-album can be given.',
  albumId: 'The number of an album, as in the address of its page on OK.',
  noSuchAlbum: (id) => `There is no album with the number ${id} on OK, or the albums cannot be looked up now.`,
  noSuchGroup: (wanted, groups) =>
    [
      `There is no group “${wanted}” in which you may add albums, or the list of groups cannot be read now, or the program has no right GROUP_CONTENT.`,
      ...(groups.length === 0 ? [] : ['Groups:', ...groups.map((line) => `  ${line}`)]),
    ].join('\n'),
  severalGroups: (wanted, groups) =>
    [`There are several groups “${wanted}”. Give the number:`, ...groups.map((line) => `  ${line}`)].join('\n'),
  severalAlbums: (title, albums) =>
    [
      `There are several albums “${title}”. Say which one, or --new-album for another:`,
      ...albums.map(({ id, about }) => (id === null ? `  not made yet: ${about}` : `  --album-id ${id}: ${about}`)),
    ].join('\n'),
  widerAlbum: (title, sees, there, wished) =>
    `There is an album “${title}” already (${sees}), and you asked for “${wished}”. Say --privacy ${there ?? 'public'} to use it, or --new-album for another one.`,
  title: (most) => `A title has 1 to ${most} characters.`,
  number: (least, most) => `A whole number from ${least} to ${most}.`,
  empty: 'It is empty.',
  host: 'Name a host as the program told it, for example photos.example.com.',
  map: 'Write old=new, for example D:\\Photos=/home/anna/Photos.',
  keptAlready: (path) => `${path} is sent by this library already: status and problems say how far it is.`,
  oldNode: (oldest, present) => `Node ${oldest} or newer is needed; this is ${present}.`,
  twice: (folder) => `This folder is given twice: ${folder}.`,
  inside: (inner, outer) => `${inner} lies inside ${outer}. Give only one of them.`,
  insideKnown: (inner, outer) =>
    `${inner} lies inside ${outer}, which this library keeps already. Sync ${outer}, or use another library with --data.`,
  containsKnown: (outer, inner) =>
    `${outer} holds ${inner}, which this library keeps already. Sync ${inner}, or use another library with --data.`,
  limits: (path, where) => `The limits in ${path} cannot be read (${where}). Correct or remove the file.`,
  advice: {
    data_in_use: 'End it first (Ctrl+C there keeps everything), or use another library with --data.',
    data_held_by_window: 'Or use another library with --data.',
    data_held_by_terminal: 'Or use another library with --data.',
    data_unwritable: 'See to its permissions, or use another folder with --data.',
    disk_full: 'Make room and start again.',
  },
  demoFailed: (why) => `The demo account cannot be started: ${why}`,
};
