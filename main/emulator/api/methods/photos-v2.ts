// photosV2.*: reserving ids and an upload address, and committing what was uploaded. The bytes come in
// upload/upload.ts.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { EmulatedService } from '../../service.ts';
import type { Change, Photo, ReservationRecord } from '../../state/records.ts';
import type { ApiCall, MethodTable } from '../call.ts';
import { isTrue, list, optional, whole } from '../parameters.ts';
import { groupWriteRefusal } from '../groups.ts';
import { albumGone, censored, findPlace } from '../upload-targets.ts';
import { ServiceRefusal } from '../refusal.ts';

/** 40 bytes make the 56 characters of base64 that the service's ids have, `==` included. */
const ID_BYTES = 40;

const Entries = z.array(
  z.object({
    photo_id: z.string(),
    token: z.string(),
    comment: z
      .string()
      .nullish()
      .transform((text) => text ?? ''),
  }),
);

type Entry = z.infer<typeof Entries>[number];

export const photosV2Methods: MethodTable = {
  'photosV2.getUploadUrl': { need: 'write', run: reserve },
  'photosV2.commit': { need: 'write', run: commit },
};

function reserve(call: ApiCall): unknown {
  const { service, parameters, about } = call;
  const { switches, memory } = service;
  const place = findPlace(call, true);
  if (place instanceof ServiceRefusal) return place;
  const count = whole(parameters, 'count', { fallback: 1, least: 1, most: switches.largestCount });
  if (count instanceof ServiceRefusal) return count;
  const sizes = list(optional(parameters, 'sizes'));
  const wrong = checkSizes(sizes, count, service);
  if (wrong !== null) return wrong;
  const full = switches.fullAlbumAt === 'commit' ? null : albumFull(place.aid, count, service);
  if (full !== null) return full;

  const photoIds = Array.from({ length: count }, () => randomBytes(ID_BYTES).toString('base64'));
  const apiToken = randomBytes(24).toString('base64');
  const atMs = service.now();
  const expiresMs = atMs + switches.reservationMs;
  memory.record({ kind: 'reserved', apiToken, photoIds, aid: place.aid, gid: place.gid, atMs, expiresMs });
  about.photoIds = photoIds;
  about.aid = place.aid;

  const filler = switches.placeholderForm === 'raw' ? '${photoIds}' : encodeURIComponent('${photoIds}');
  const ids = isTrue(parameters, 'placeholders') ? filler : encodeURIComponent(photoIds.join(','));
  const { uploadAddress } = switches;
  const host = uploadAddress === null ? service.address : `${uploadAddress.scheme}://${uploadAddress.host}/`;
  const uploadUrl = `${host}uploadImage?apiToken=${encodeURIComponent(apiToken)}&photoIds=${ids}`;
  const expiry =
    switches.expiryForm === 'numbers'
      ? { expires_ms: expiresMs, ttl_ms: expiresMs - atMs }
      : { expires: textTime(expiresMs) };
  return { photo_ids: photoIds, upload_url: uploadUrl, ...expiry };
}

/** None, one that stands for the largest, or one for each photo. */
function checkSizes(sizes: string[], count: number, service: EmulatedService): ServiceRefusal | null {
  if (sizes.length > 1 && sizes.length !== count) {
    return new ServiceRefusal(100, `Invalid parameter sizes value  : ${sizes.length} sizes for ${count} photos`);
  }
  for (const size of sizes) {
    if (!/^\d{1,15}$/.test(size))
      return new ServiceRefusal(100, `Invalid parameter sizes value  : [${size.slice(0, 40)}]`);
    if (service.switches.checkSizes && Number(size) > service.switches.limits.maxBytes) return new ServiceRefusal(500);
  }
  return null;
}

/** Where a full album is told when addresses are asked for, those that were given count. */
function promised(aid: string | null, service: EmulatedService): number {
  if (service.switches.fullAlbumAt !== 'reserve') return 0;
  const open = [...service.memory.records.reservations.values()];
  const isOpen = (one: ReservationRecord): boolean => one.assignedIds.length === 0 && one.expiresMs > service.now();
  return open.filter((one) => one.aid === aid && isOpen(one)).length;
}

function albumFull(aid: string | null, adding: number, service: EmulatedService): ServiceRefusal | null {
  const most = service.switches.maxPhotosInAlbum;
  if (most === null) return null;
  const { records } = service.memory;
  const held = records.photosIn(aid).filter((photo) => !photo.deleted).length + promised(aid, service);
  return held + adding > most ? new ServiceRefusal(26, 'Total photo limit in the album is reached') : null;
}

/** The older form of an expiry: minutes, Moscow time. */
function textTime(ms: number): string {
  const moscow = new Date(ms + 3 * 3_600_000).toISOString();
  return `${moscow.slice(0, 10).replaceAll('-', '.')} ${moscow.slice(11, 16)}`;
}

type CheckedEntry = { reservation: ReservationRecord } | { status: string; refusal: ServiceRefusal };

function commit(call: ApiCall): unknown {
  const { service, about, fault } = call;
  const { records } = service.memory;
  const entries = readEntries(call);
  if (entries instanceof ServiceRefusal) return entries;
  about.photoIds = entries.map((entry) => entry.photo_id);

  const changes: Change[] = [];
  const answers: Record<string, unknown>[] = [];
  const aids = new Set<string | null>();
  const published = new Map<string, string>();
  for (const [place, entry] of entries.entries()) {
    const forced = fault?.photoStatus !== undefined && (fault.photoIndex ?? place) === place ? fault.photoStatus : null;
    const checked = checkEntry(entry, service);
    if ('refusal' in checked) {
      if (service.switches.badCommit === 'error') return checked.refusal;
      answers.push({ photo_id: entry.photo_id, status: checked.status });
      continue;
    }
    const { reservation } = checked;
    const refused = reservation.gid === null ? null : groupWriteRefusal(reservation.gid, call.session, service);
    if (refused !== null) return refused;
    if (reservation.aid !== null && records.albums.get(reservation.aid)?.deleted) return albumGone(reservation.aid);
    if (forced !== null) {
      answers.push({ photo_id: entry.photo_id, status: forced });
      continue;
    }
    if (fault?.storedPhotos !== undefined && changes.length >= fault.storedPhotos) {
      answers.push({ photo_id: entry.photo_id, status: 'UNKNOWN' });
      continue;
    }
    aids.add(reservation.aid);
    const again = reservation.assignedIds.at(-1) ?? published.get(entry.photo_id);
    const full =
      again !== undefined || service.switches.fullAlbumAt === 'reserve'
        ? null
        : albumFull(reservation.aid, changes.length + 1, service);
    if (full !== null) {
      // Those in front of it are published, and the error tells nothing of them.
      if (service.switches.badCommit === 'error') {
        service.memory.record(...changes);
        return full;
      }
      answers.push({ photo_id: entry.photo_id, status: 'TOTAL_LIMIT_REACHED' });
      continue;
    }
    if (again !== undefined && service.switches.repeatedCommit === 'error') {
      if (service.switches.badCommit === 'error') return alreadyCommitted(entry.photo_id);
      answers.push({ photo_id: entry.photo_id, status: 'ALREADY_COMMITTED' });
      continue;
    }
    let assignedId = again;
    if (assignedId === undefined || service.switches.repeatedCommit === 'duplicate') {
      assignedId = records.nextPhotoId(changes.length);
      changes.push({ kind: 'committed', photo: newPhoto(assignedId, entry, reservation, service.now()) });
      published.set(entry.photo_id, assignedId);
    }
    answers.push({ photo_id: entry.photo_id, status: 'SUCCESS', assigned_photo_id: assignedId });
  }
  service.memory.record(...changes);
  const aid = aids.size === 1 ? [...aids][0]! : null;
  about.aid = aid;
  return { photos: answers, ...(aid === null ? {} : { aid }) };
}

function readEntries({ parameters }: ApiCall): Entry[] | ServiceRefusal {
  const text = optional(parameters, 'photos');
  const given: unknown =
    text === null
      ? [
          {
            photo_id: optional(parameters, 'photo_id'),
            token: optional(parameters, 'token'),
            comment: parameters.get('comment'),
          },
        ]
      : parseJson(text);
  const parsed = Entries.safeParse(given);
  if (!parsed.success) {
    return text === null
      ? new ServiceRefusal(100, 'Missed required parameter: photo_id or token')
      : new ServiceRefusal(100, 'Invalid parameter photos value');
  }
  return parsed.data.length > 0 ? parsed.data : new ServiceRefusal(100, 'Missed required parameter: photos');
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const alreadyCommitted = (photoId: string) => new ServiceRefusal(121, `Photo is already committed : ${photoId}`);

function checkEntry(entry: Entry, service: EmulatedService): CheckedEntry {
  const reservation = service.memory.records.reservations.get(entry.photo_id);
  const gone = (text: string) => new ServiceRefusal(121, `${text} : ${entry.photo_id}`);
  if (reservation === undefined) return { status: 'NOT_FOUND', refusal: gone('Invalid photo id') };
  const committed = reservation.assignedIds.length > 0;
  if (!committed && reservation.expiresMs <= service.now())
    return { status: 'EXPIRED', refusal: gone('Photo id is expired') };
  if (reservation.topicId !== null) return { status: 'NOT_FOUND', refusal: gone('Photo is in a topic') };
  if (reservation.received === null) return { status: 'NOT_UPLOADED', refusal: gone('Photo is not uploaded') };
  if (reservation.received.token !== entry.token) {
    return { status: 'INVALID_TOKEN', refusal: new ServiceRefusal(100, 'Invalid parameter token value') };
  }
  const bad = censored(entry.comment, service);
  return bad === null ? { reservation } : { status: 'CENSOR_MATCH', refusal: bad };
}

function newPhoto(
  assignedId: string,
  entry: Entry,
  reservation: ReservationRecord,
  nowMs: number,
): Omit<Photo, 'position'> {
  return {
    ...reservation.received!,
    assignedId,
    photoId: reservation.photoId,
    aid: reservation.aid,
    gid: reservation.gid,
    comment: entry.comment,
    createdMs: nowMs,
    deleted: false,
  };
}
