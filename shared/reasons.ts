// One vocabulary for why a photo stands where it stands: precheck's verdicts, the service's refusals, our own problems.
import { z } from 'zod';

/** The service's six photo errors, and precheck's reasons: the same words (docs/ok-api.md, errors 500–505). */
export const refusals = ['too_many_bytes', 'too_small', 'too_big', 'invalid_format', 'corrupted', 'no_image'] as const;
export const refusal = z.enum(refusals);
export type Refusal = z.infer<typeof refusal>;

/** Something a person must decide. */
export const problemReasons = [
  ...refusals,
  /** The file holds a picture and is not named like one: its folder's rule says to ask. */
  'unnamed_picture',
  /** A raw file whose JPEG lies beside it and is not sent. */
  'jpeg_not_sent',
  /** `invalid_format` of a file that we cannot read either: no copy can be made of it. */
  'unknown_format',
  /** The service refused this photo for another reason of its own (324, 454). */
  'refused_by_service',
  /** Album deleted or foreign. */
  'album_gone',
  /** The album takes no more photos. */
  'album_full',
  /** After a restored backup: several albums on the service can be the one it belongs into. */
  'album_unclear',
  /** When the album was to be made, one of its title was there: that one, or another? */
  'album_taken',
  /** When the album was to be made, the service refused to: too many of them, or a title it does not like. */
  'album_refused',
  /** Commit's answer lost and neither repeating nor looking told what happened. */
  'commit_unclear',
  /** After a restored backup: the service has a photo of these sides that this library does not know. */
  'maybe_there',
  /** As `maybe_there`, and exactly one of them looks the same. */
  'probably_there',
  /** On OK already, in another album of the same folder: a copy of it has appeared since. */
  'in_other_album',
  'unreadable',
  'inspection_crashed',
  'inspection_timed_out',
  'mending_failed',
  /** The folder's rule takes the place out, and it cannot be taken out of this file, or nobody can tell whether it is in it. */
  'place_stays',
  /** A step of its sending throws each time: a bug of ours. */
  'sending_crashed',
  /** Attempts used up. */
  'gave_up',
] as const;
export const problemReason = z.enum(problemReasons);
export type ProblemReason = z.infer<typeof problemReason>;

/** Reasons that are about an album, not about the photo: one word of a person answers for all that wait. */
export const albumReasons = ['album_gone', 'album_full', 'album_unclear', 'album_taken', 'album_refused'] as const;
export type AlbumReason = (typeof albumReasons)[number];

export function isAboutAlbum(given: string | null): given is AlbumReason {
  return (albumReasons as readonly (string | null)[]).includes(given);
}

/** Left out quietly: by a rule, by the person, or because there is nothing left to send. */
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

/** Why something that was dropped is not taken. `ignored`: junk by its name. */
export const dropRefusals = ['vanished', 'unreadable', 'not_a_file', 'unnamed', 'not_a_photo', 'ignored'] as const;

/** `lastError` of a photo that was held because the service refused it, not because of what we think of it. */
export const refusedByService = 'refused by the service';

export const reason = z.union([problemReason, skipReason]);
export type Reason = z.infer<typeof reason>;
