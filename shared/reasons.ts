// All reasons why a photo is held or skipped: from our own checks, from the service, and from rules and people.
import { z } from 'zod';

/** The service's six photo errors, which our own check uses, too (docs/ok-api.md, errors 500–505). */
export const refusals = ['too_many_bytes', 'too_small', 'too_big', 'invalid_format', 'corrupted', 'no_image'] as const;
export const refusal = z.enum(refusals);
export type Refusal = z.infer<typeof refusal>;

/** Reasons that need a person's decision. */
export const problemReasons = [
  ...refusals,
  /** The file holds a picture but is not named like one, and the folder's rule says to ask. */
  'unnamed_picture',
  /** A raw file whose JPEG lies beside it and is not sent. */
  'jpeg_not_sent',
  /** Like `invalid_format`, but we cannot decode the file either, so no copy can be made. */
  'unknown_format',
  /** The service refused this photo for another reason of its own (324, 454). */
  'refused_by_service',
  /** The service does not accept the caption (454), or its length (100). */
  'caption_refused',
  /** Album deleted or foreign. */
  'album_gone',
  /** The album takes no more photos. */
  'album_full',
  /** After a restored backup: several albums on the service may be the right one. */
  'album_unclear',
  /** When the album was to be created, its title existed already: use that album, or create another? */
  'album_taken',
  /** The album was made, and others see it than was asked for, or nobody can tell. */
  'album_privacy',
  /** The service refused to create the album: too many albums, or a title it does not accept. */
  'album_refused',
  /** The group that the album belongs to is gone. */
  'group_gone',
  /** The service does not let the person or the program publish in the album's group, or no longer. */
  'group_no_right',
  /** The answer to the commit was lost, and neither repeating nor the album showed what happened. */
  'commit_unclear',
  /** After a restored backup: the service has an unknown photo with the same dimensions. */
  'maybe_there',
  /** Like `maybe_there`, and exactly one of those photos looks the same. */
  'probably_there',
  /** On OK already, in another album of the same folder: a copy of the file has appeared later. */
  'in_other_album',
  'unreadable',
  'inspection_crashed',
  'inspection_timed_out',
  'mending_failed',
  /** The folder's rule removes the place, but this file's place cannot be removed, or cannot be found for certain. */
  'place_stays',
  /** A pipeline step throws for this photo each time: our own bug. */
  'sending_crashed',
  /** Attempts used up. */
  'gave_up',
] as const;
export const problemReason = z.enum(problemReasons);
export type ProblemReason = z.infer<typeof problemReason>;

/** Reasons about an album, not about the photo: one decision holds for all photos that wait for it. */
export const albumReasons = [
  'album_gone',
  'album_full',
  'album_unclear',
  'album_taken',
  'album_privacy',
  'album_refused',
  'group_gone',
  'group_no_right',
] as const;
export type AlbumReason = (typeof albumReasons)[number];

export function isAboutAlbum(given: string | null): given is AlbumReason {
  return (albumReasons as readonly (string | null)[]).includes(given);
}

/** Skipped without asking: by a rule, by the person, or because there is nothing to send. */
export const skipReasons = [
  'not_a_photo',
  'pattern',
  'left_out',
  'source_gone',
  'edited_copy',
  /** Not named like a picture, and its folder's rule leaves such files out. */
  'unnamed_left_out',
  /** Its edited version is sent instead, as its folder's rule says. */
  'edited_version',
  /** A raw file whose JPEG is sent. */
  'jpeg_beside',
  'folder_removed',
] as const;
export const skipReason = z.enum(skipReasons);
export type SkipReason = z.infer<typeof skipReason>;

/** Why a dropped file is not taken. `ignored`: junk by its name. */
export const dropRefusals = ['vanished', 'unreadable', 'not_a_file', 'unnamed', 'not_a_photo', 'ignored'] as const;

/** `lastError` of a photo that the service refused, in contrast to one that our own check holds. */
export const refusedByService = 'refused by the service';

export const reason = z.union([problemReason, skipReason]);
export type Reason = z.infer<typeof reason>;
