// The service's answers as zod schemas (docs/ok-api.md). Unknown extra keys pass, wrong types do not.
import { z } from 'zod';

const id = z.string().min(1).max(500);
const wholeNumber = z.number().int().nonnegative();
/** Numbers that older answers write as text. */
const looseNumber = z.union([
  wholeNumber,
  z
    .string()
    .regex(/^\d{1,15}$/u)
    .transform(Number),
]);

/** Section 7. Codes are API codes; the text is never passed on, 104 echoes what was signed. */
export const envelope = z.object({
  error_code: z.union([
    z.number().int(),
    z
      .string()
      .regex(/^-?\d{1,9}$/u)
      .transform(Number),
  ]),
  error_data: z.unknown().optional(),
});

/** Section 3. Newer answers carry expires_ms and ttl_ms, older ones `expires` as «2014.02.18 12:19». */
export const uploadUrlAnswer = z
  .object({
    photo_ids: z.array(id).min(1).max(1000),
    upload_url: z.string().min(1).max(8192),
    expires_ms: looseNumber.optional(),
    ttl_ms: looseNumber.optional(),
    expires: z.string().max(40).optional(),
  })
  .refine((answer) => new Set(answer.photo_ids).size === answer.photo_ids.length);
export type UploadUrlAnswer = z.infer<typeof uploadUrlAnswer>;

/** Section 4. */
export const uploadAnswer = z.object({
  photos: z.record(z.string(), z.object({ token: z.string().min(1).max(8192) })),
});

/** Section 5. */
export const commitAnswer = z.object({
  photos: z.array(z.object({ photo_id: id, status: z.string().max(200), assigned_photo_id: id.nullish() })),
});

/** A bare JSON string: users.getLoggedInUser, photos.createAlbum. */
export const bareId = id;

/** users.hasAppPermission; older answers write booleans as text. */
export const yesOrNo = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** users.getCurrentUser. */
export const currentUserAnswer = z.object({
  uid: id,
  name: z.string().max(500).nullish(),
  first_name: z.string().max(500).nullish(),
  last_name: z.string().max(500).nullish(),
});

/** Keys of a page without its list. Of another answer nothing is believed, least of all that a list is empty. */
const pageKeys: ReadonlySet<string> = new Set(['hasMore', 'anchor', 'pagingAnchor', 'totalCount', 'has_more']);

/** The service may leave out a list that is empty, or write null (docs/ok-api.md, section 6). */
const withList =
  (name: 'albums' | 'photos' | 'groups') =>
  (answer: unknown): unknown => {
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
    const { [name]: list, ...others } = answer as Record<string, unknown>;
    if (list != null || !Object.keys(others).every((key) => pageKeys.has(key))) return answer;
    return { ...others, [name]: [] };
  };

/** photos.getAlbums. `created` has been seen as a date, as seconds and as milliseconds. */
export const albumsPage = z.preprocess(
  withList('albums'),
  z.object({
    albums: z.array(
      z.object({
        aid: id,
        title: z.string().nullish(),
        created: z.union([z.string(), z.number()]).nullish(),
        created_ms: looseNumber.nullish(),
        photos_count: wholeNumber.nullish(),
        // Seen in lower case, documented as a list: albums.ts reads it.
        type: z.unknown().optional(),
      }),
    ),
    hasMore: z.boolean().nullish(),
    pagingAnchor: z.string().max(2048).nullish(),
  }),
);

const photo = z.object({
  id,
  standard_width: wholeNumber.nullish(),
  standard_height: wholeNumber.nullish(),
  text: z.string().nullish(),
  created_ms: looseNumber.nullish(),
  pic50x50: z.string().nullish(),
  pic190x190: z.string().nullish(),
  pic640x480: z.string().nullish(),
});
export type WirePhoto = z.infer<typeof photo>;

/** photos.getPhotos. */
export const photosPage = z.preprocess(
  withList('photos'),
  z.object({
    photos: z.array(photo),
    hasMore: z.boolean().nullish(),
    anchor: z.string().max(2048).nullish(),
  }),
);

/** photos.getAlbumInfo: one album's fields, seen both bare and under `album`. */
export const albumCountAnswer = z
  .union([
    z.object({ album: z.object({ photos_count: wholeNumber.nullish() }) }).transform(({ album }) => album),
    z.object({ aid: id, photos_count: wholeNumber.nullish() }),
  ])
  .transform(({ photos_count: photos }) => photos ?? null);

/** photos.getPhotos, asked for the whole count. */
export const photosCountAnswer = z
  .preprocess(withList('photos'), z.object({ photos: z.array(z.unknown()), totalCount: wholeNumber.nullish() }))
  .transform(({ totalCount }) => totalCount ?? null);

/** photos.getInfo. */
export const photosInfoAnswer = z.preprocess(withList('photos'), z.object({ photos: z.array(photo) }));

/** photos.editAlbum: `true`; the type of such answers is a guess, so anything but an error will do. */
export const doneAnswer = z.union([z.literal(true), z.object({ success: z.literal(true) })]);

/** group.getUserGroupsV2: ids only. */
export const userGroupsPage = z.preprocess(
  withList('groups'),
  z.object({ groups: z.array(z.object({ groupId: id })), anchor: z.string().max(2048).nullish() }),
);

/** group.getInfo: a bare list. */
export const groupInfos = z.array(
  z.object({
    uid: id,
    name: z.string().max(1000).nullish(),
    private: z.boolean().nullish(),
    access_type: z.string().max(40).nullish(),
    add_photoalbum_allowed: z.boolean().nullish(),
  }),
);

/** users.hasAppPermission: a bare truth value, in older answers as a number. */
export const permissionAnswer = z.union([z.boolean(), z.literal([0, 1])]).transform(Boolean);
