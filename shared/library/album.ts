// An album, who can see it, and how a person chooses one.
import { z } from 'zod';
import { count, id } from '../shapes.ts';

/** Who can see an album on the service. */
export const privacy = z.enum(['public', 'friends', 'private']);
export type Privacy = z.infer<typeof privacy>;

/** `now` null: the service does not say. `wasCorrected`: a person wanted it corrected, and it was left as it was. */
export const seenAlbum = z.strictObject({ now: privacy.nullable(), asked: privacy, wasCorrected: z.boolean() });
export type SeenAlbum = z.infer<typeof seenAlbum>;

/** A group of the service that an album belongs to. `seenBy` null: the service does not say. */
export const groupOfAlbum = z.strictObject({
  id: z.string().min(1).max(100),
  name: z.string().max(1000),
  seenBy: z.enum(['everyone', 'members']).nullable(),
});
export type GroupOfAlbum = z.infer<typeof groupOfAlbum>;

/** As it is named wherever the album alone would not say where it is. */
export const nameInGroup = (title: string, group: { id: string; name: string } | null | undefined): string =>
  group ? `${title} · ${group.name.trim() || group.id}` : title;

/** The word for who sees an album, a key of `privacy.sees`. */
export function whoSees({ privacy: own, group }: { privacy: Privacy | null; group?: GroupOfAlbum | undefined }) {
  if (group === undefined) return own ?? 'unknown';
  return group.seenBy === null ? 'groupUnknown' : group.seenBy === 'everyone' ? 'groupEveryone' : 'groupMembers';
}

/** Where photos of a folder, or dropped photos, shall go. */
export const albumTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('personal') }),
  /** An album this library already knows. */
  z.strictObject({ kind: z.literal('known'), albumId: id }),
  /** An album that exists on the service; `group`: in this group. */
  z.strictObject({
    kind: z.literal('remote'),
    remoteId: z.string().min(1).max(100),
    title: z.string().max(500),
    group: groupOfAlbum.optional(),
  }),
  /** A new album in a group; its only album of this title where there is one. */
  z.strictObject({ kind: z.literal('in_group'), title: z.string().trim().min(1).max(500), group: groupOfAlbum }),
  /** `another`: the person wants a second album of this title. Without it an existing title is asked about. */
  z.strictObject({
    kind: z.literal('new'),
    title: z.string().trim().min(1).max(500),
    privacy,
    another: z.boolean().optional(),
  }),
  /**
   * The only album with this title if no more people than `privacy` see it; a new one if there is none; otherwise
   * asked about.
   */
  z.strictObject({ kind: z.literal('titled'), title: z.string().trim().min(1).max(500), privacy }),
  /**
   * An album per subfolder (at any depth) that holds photos, named after it. `namesakes`: for existing titles;
   * absent: ask.
   */
  z.strictObject({ kind: z.literal('per_subfolder'), privacy, namesakes: z.enum(['use', 'another']).optional() }),
]);
export type AlbumTarget = z.infer<typeof albumTarget>;

export const album = z.strictObject({
  /** null: exists on the service; this library has not used it yet. */
  albumId: id.nullable(),
  /** null: personal photos, or not created yet. */
  remoteId: z.string().nullable(),
  kind: z.enum(['personal', 'album']),
  title: z.string(),
  privacy: privacy.nullable(),
  /** Others see it than was asked for, or nobody can tell: no photo goes in before a person decides. */
  seen: seenAlbum.optional(),
  /** It belongs to this group, which says who sees it; absent: it is the person's own. */
  group: groupOfAlbum.optional(),
  /** Photos in it, as far as known. */
  photos: count.nullable(),
  /** Day of creation on the service, YYYY-MM-DD; null: not created yet, or not known. */
  createdOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable(),
  url: z.string().nullable(),
});
export type Album = z.infer<typeof album>;
