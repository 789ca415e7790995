// The rules of a watched folder, and what new folders and drops begin with.
import { z } from 'zod';
import { privacy } from './album.ts';

/** A pattern may be the whole path of a folder that was left out. */
export const longestPattern = 4_096;

export const folderRules = z.strictObject({
  removeGps: z.boolean(),
  /** A file edited in place is sent again as the new photo it is. */
  sendEdited: z.boolean(),
  /** Too many bytes or pixels: send a smaller copy instead of asking. */
  shrink: z.boolean(),
  /** A format the service does not take: send a JPEG copy instead of asking. */
  convert: z.boolean(),
  /** Show new photos before they are sent. */
  review: z.boolean(),
  /** Of a photo and what an editor made of it: send both, or the edited one only. */
  versions: z.enum(['both', 'edited']),
  /** Files that hold a picture and are not named like one. */
  unnamed: z.enum(['ask', 'send', 'leave_out']),
  /** Names or folders to leave out; `*` and `?` as usual, matched against each part of the path. */
  ignore: z.array(z.string().min(1).max(longestPattern)).max(200),
  /** The album takes no more photos: ask, or go on in «Title – 2» by itself. */
  whenAlbumFull: z.enum(['ask', 'next']),
});
export type FolderRules = z.infer<typeof folderRules>;

export const defaultRules: FolderRules = {
  removeGps: false,
  sendEdited: true,
  shrink: false,
  convert: false,
  review: false,
  versions: 'both',
  unnamed: 'ask',
  ignore: [],
  whenAlbumFull: 'ask',
};

/** The rules that are asked for wherever an album is chosen; the others keep their defaults there. */
export const askedRules = folderRules.pick({ removeGps: true, convert: true, shrink: true });
export type AskedRules = z.infer<typeof askedRules>;

/** What a new folder, and what a person drops, begins with. */
export const newDefaults = askedRules.extend({
  /** Of a new album. */
  privacy,
});
export type NewDefaults = z.infer<typeof newDefaults>;

/** Before anybody has chosen: nobody sees it, and nobody learns where it was taken. */
export const firstDefaults: NewDefaults = { privacy: 'private', removeGps: true, convert: false, shrink: false };
