// A row of `albums` as an object.
import { z } from 'zod';
import { groupOfAlbum, privacy, type GroupOfAlbum } from '../../../shared/library/album.ts';
import { refusedByService } from '../../../shared/reasons.ts';

/**
 * `creating`: the service was asked and its answer is unknown, so look for the album before asking again; with a remote
 * id it was made, and was not read back yet.
 */
const albumState = z.enum(['wanted', 'creating', 'ready', 'gone']);

/** `last_error` of an album that a person wanted to be seen by others, and that the service left as it was. */
export const notCorrected = 'privacy not corrected';

const remoteIds = z.array(z.string());

const groupOf = (id: string | null, name: string | null, seenBy: GroupOfAlbum['seenBy']): GroupOfAlbum | null =>
  id === null ? null : { id, name: name ?? '', seenBy };

const albumRow = z
  .object({
    id: z.number(),
    kind: z.enum(['personal', 'album']),
    title: z.string(),
    privacy: privacy.nullable(),
    remote_id: z.string().nullable(),
    state: albumState,
    find_by_title: z.number(),
    attempts: z.number(),
    creating_since_ms: z.number().nullable(),
    creating_beside: z.string().nullable(),
    compare_since_ms: z.number().nullable(),
    unclear: z.number(),
    another: z.number(),
    taken: z.number(),
    last_error: z.string().nullable(),
    is_full: z.number(),
    continues: z.number().nullable(),
    privacy_check: z.enum(['read', 'correct', 'asked']).nullable(),
    seen_by: privacy.nullable(),
    folder_id: z.number().nullable(),
    subpath: z.string().nullable(),
    group_id: z.string().nullable(),
    group_name: z.string().nullable(),
    group_seen_by: groupOfAlbum.shape.seenBy,
    group_trouble: z.enum(['gone', 'no_right']).nullable(),
  })
  .transform((r) => ({
    albumId: r.id,
    kind: r.kind,
    title: r.title,
    privacy: r.privacy,
    remoteId: r.remote_id,
    state: r.state,
    findByTitle: r.find_by_title === 1,
    attempts: r.attempts,
    creatingSinceMs: r.creating_since_ms,
    /** Remote ids of the albums that had its title before the service was first asked; null: not known. */
    creatingBeside:
      r.creating_beside === null ? null : (remoteIds.parse(JSON.parse(r.creating_beside)) as readonly string[]),
    /** The library was restored since it knew this album's photos, or before it came: see [Note: after a restore]. */
    isRestored: r.compare_since_ms !== null,
    /** `gone` only because several albums on the service can be it. */
    isUnclear: r.unclear === 1,
    /** The person knows that an album of this title exists, and wants another one. */
    isAnother: r.another === 1,
    /** `gone` only because its title was taken when it was to be created. */
    isTaken: r.taken === 1,
    /** `gone` only because the service refused to create it. */
    isRefused: r.state === 'gone' && r.remote_id === null && r.last_error === refusedByService,
    /** `read`: to be read back before its first photo; `correct`: to be edited first; `asked`: a person decides. */
    privacyCheck: r.privacy_check,
    /** `gone` only because others see it than was asked for; `now` null: the service does not say who. */
    seen:
      r.state === 'gone' && r.privacy_check === 'asked'
        ? { now: r.seen_by, asked: r.privacy ?? 'private', wasCorrected: r.last_error === notCorrected }
        : null,
    /** One of many that a folder makes for its subfolders. */
    isOfSubfolder: r.subpath !== null,
    /** `gone` only because it takes no more photos. */
    isFull: r.is_full === 1,
    /** Id of the full album that this one continues. */
    continues: r.continues,
    /** null: the person's own album. */
    group: groupOf(r.group_id, r.group_name, r.group_seen_by),
    /** `gone` only because its group is, or because the person may not publish there. */
    groupTrouble: r.state === 'gone' ? r.group_trouble : null,
    /** Set for the album of one subfolder: which. */
    subfolder: r.subpath === null ? null : `${r.folder_id}/${r.subpath}`,
  }));

export type AlbumRow = z.output<typeof albumRow>;

/** Throws for a row that does not exist. */
export const toAlbum = (raw: unknown): AlbumRow => albumRow.parse(raw);
