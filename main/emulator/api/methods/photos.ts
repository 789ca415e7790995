// photos.* for single photos: listing, looking up, captions, deleting.
import { userIdFor } from '../../applications.ts';
import type { EmulatedService } from '../../service.ts';
import type { Photo } from '../../state/records.ts';
import type { ApiCall, MethodTable } from '../call.ts';
import { pickFields } from '../fields.ts';
import { listed, pageOf } from '../paging.ts';
import { list, optional, required } from '../parameters.ts';
import { albumGone, censored, findPlace, type UploadTarget } from '../upload-targets.ts';
import { ServiceRefusal } from '../refusal.ts';

const MOST_IDS = 100;

/** Sizes under which the service links a photo. Here all of them show the received bytes. */
const PICTURE_KEYS = ['pic50x50', 'pic128x128', 'pic190x190', 'pic320min', 'pic640x480', 'pic1024x768', 'pic_max'];

export const photoMethods: MethodTable = {
  'photos.getPhotos': { need: 'read', run: getPhotos },
  'photos.getInfo': { need: 'read', run: getInfo },
  'photos.getPhotoInfo': { need: 'read', run: getPhotoInfo },
  'photos.editPhoto': { need: 'write', run: editPhoto },
  'photos.deletePhoto': { need: 'write', run: deletePhoto },
};

/**
 * Lists that are no albums: photos with a mark of the person, those that this application sent outside of albums (all
 * of them: the emulator knows no other sender), and a group's photos outside of its albums.
 */
const SPECIAL_ALBUMS = new Set(['tags', 'application', 'group_main']);

/** The list that a call of photos.getPhotos is about; null: an empty one. */
function listOf(call: ApiCall): UploadTarget | ServiceRefusal | null {
  const special = optional(call.parameters, 'aid');
  if (special === null || !SPECIAL_ALBUMS.has(special)) return findPlace(call, false);
  const place = findPlace(
    { ...call, parameters: new Map([...call.parameters].filter(([name]) => name !== 'aid')) },
    false,
  );
  if (place instanceof ServiceRefusal) return place;
  if (special === 'tags') return null;
  if ((special === 'group_main') !== (place.gid !== null)) return albumGone(special);
  return place;
}

function getPhotos(call: ApiCall): unknown {
  const { service, session, parameters, about } = call;
  const uid = optional(parameters, 'uid') ?? optional(parameters, 'fid');
  if (uid !== null && uid !== userIdFor(session, service)) return new ServiceRefusal(110, `Invalid user id : ${uid}`);
  const place = listOf(call);
  if (place instanceof ServiceRefusal) return place;
  about.aid = place?.aid ?? null;
  const names = { anchor: 'anchor', direction: 'direction' };
  const everything = place === null ? [] : service.memory.records.photosIn(place.aid);
  const page = pageOf(everything, (photo) => !photo.deleted && photo.gid === place?.gid, parameters, names, service);
  if (page instanceof ServiceRefusal) return page;
  return {
    ...listed(
      'photos',
      pickFields(
        page.items.map((photo) => photoItem(photo, service)),
        'id',
        parameters,
      ),
      service,
    ),
    hasMore: page.hasMore,
    ...(page.anchor === null ? {} : { anchor: page.anchor }),
    ...(page.total === null ? {} : { totalCount: page.total }),
  };
}

function getInfo({ service, parameters }: ApiCall): unknown {
  const text = required(parameters, 'photo_ids');
  if (text instanceof ServiceRefusal) return text;
  const ids = list(text);
  if (ids.length > MOST_IDS)
    return new ServiceRefusal(100, `Invalid parameter photo_ids value  : more than ${MOST_IDS} ids`);
  const photos = ids
    .map((id) => living(id, service))
    .filter((photo): photo is Photo => !(photo instanceof ServiceRefusal));
  return {
    ...listed(
      'photos',
      pickFields(
        photos.map((photo) => photoItem(photo, service)),
        'id',
        parameters,
      ),
      service,
    ),
  };
}

function getPhotoInfo({ service, parameters }: ApiCall): unknown {
  const id = required(parameters, 'photo_id');
  const photo = id instanceof ServiceRefusal ? id : living(id, service);
  if (photo instanceof ServiceRefusal) return photo;
  return { photo: pickFields([photoItem(photo, service)], 'id', parameters)[0] };
}

function editPhoto({ service, parameters }: ApiCall): unknown {
  const id = required(parameters, 'photo_id');
  const photo = id instanceof ServiceRefusal ? id : living(id, service);
  if (photo instanceof ServiceRefusal) return photo;
  const comment = parameters.get('description') ?? '';
  const bad = censored(comment, service);
  if (bad !== null) return bad;
  service.memory.record({ kind: 'captioned', assignedId: photo.assignedId, comment });
  return written(service);
}

function deletePhoto({ service, parameters }: ApiCall): unknown {
  const id = required(parameters, 'photo_id');
  const photo = id instanceof ServiceRefusal ? id : living(id, service);
  if (photo instanceof ServiceRefusal) return photo;
  service.memory.record({ kind: 'photo-deleted', assignedId: photo.assignedId });
  return written(service);
}

const written = (service: EmulatedService): unknown =>
  service.switches.writeAnswer === 'true' ? true : { success: true };

function living(id: string, service: EmulatedService): Photo | ServiceRefusal {
  const photo = service.memory.records.photos.get(id);
  return photo === undefined || photo.deleted
    ? new ServiceRefusal(121, `Invalid photo id : ${id.slice(0, 60)}`)
    : photo;
}

/** The size told for a photo, after the switches about orientation and scaling. */
export function standardSize(photo: Photo, service: EmulatedService): { width: number; height: number } {
  const { applyOrientation, standardSide } = service.switches;
  const turned = applyOrientation && photo.orientation >= 5;
  const width = turned ? photo.height : photo.width;
  const height = turned ? photo.width : photo.height;
  const scale = standardSide === null ? 1 : Math.min(1, standardSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function photoItem(photo: Photo, service: EmulatedService): Record<string, unknown> {
  const { width, height } = standardSize(photo, service);
  const address = `${service.address}photo/${photo.assignedId}`;
  return {
    id: photo.assignedId,
    ...(photo.aid === null ? {} : { album_id: photo.aid }),
    ...(photo.gid === null ? { user_id: service.person.uid } : { group_id: photo.gid }),
    standard_width: width,
    standard_height: height,
    text: photo.comment,
    created_ms: photo.createdMs,
    ...Object.fromEntries(PICTURE_KEYS.map((key) => [key, `${address}?size=${key}`])),
  };
}
