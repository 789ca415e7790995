// The rules of a watched folder, and what new folders and drops begin with.
import { z } from 'zod';
import { captionRule } from '../caption.ts';
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
  /** For a photo with an edited version: send both, or the edited one only. */
  versions: z.enum(['both', 'edited']),
  /** Files that hold a picture and are not named like one. */
  unnamed: z.enum(['ask', 'send', 'leave_out']),
  /** Names or folders to leave out; `*` and `?` as usual, matched against each part of the path. */
  ignore: z.array(z.string().min(1).max(longestPattern)).max(200),
  /** When the album is full: ask, or continue in «Title – 2». */
  whenAlbumFull: z.enum(['ask', 'next']),
  /** What is published with each photo as its caption. */
  captions: captionRule,
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
  captions: 'none',
};

/** The rules that are asked for wherever an album is chosen; the others keep their defaults there. */
export const askedRules = folderRules.pick({ removeGps: true, convert: true, shrink: true });
export type AskedRules = z.infer<typeof askedRules>;

/** Defaults of new folders and dropped photos. */
export const newDefaults = askedRules.extend({
  /** Of a new album. */
  privacy,
});
export type NewDefaults = z.infer<typeof newDefaults>;

/** Before the person has chosen: private, and without the place. */
export const firstDefaults: NewDefaults = { privacy: 'private', removeGps: true, convert: false, shrink: false };
