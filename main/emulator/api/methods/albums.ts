// photos.* for albums: creating, editing, listing.
import { userIdFor } from '../../applications.ts';
import type { AlbumRecord } from '../../state/records.ts';
import type { EmulatedService } from '../../service.ts';
import type { Switches } from '../../switches.ts';
import type { ApiCall, MethodTable } from '../call.ts';
import { pickFields } from '../fields.ts';
import { listed, pageOf } from '../paging.ts';
import { optional, required } from '../parameters.ts';
import { albumGone, censored, findPlace } from '../upload-targets.ts';
import { ServiceRefusal } from '../refusal.ts';

const TYPES = new Set([
  'PUBLIC',
  'FRIENDS',
  'PRIVATE',
  'SHARED',
  'CLOSE_FRIENDS',
  'COLLEAGUES',
  'CLASSMATES',
  'COURSEMATES',
  'COMPANIONS_IN_ARMS',
  'LOVE',
  'RELATIVES',
]);

export const albumMethods: MethodTable = {
  'photos.createAlbum': { need: 'write', run: createAlbum },
  'photos.editAlbum': { need: 'write', run: editAlbum },
  'photos.getAlbums': { need: 'read', run: getAlbums },
  'photos.getAlbumInfo': { need: 'read', run: getAlbumInfo },
};

/** Privacy of an album; several may be joined with commas. */
function albumType(call: ApiCall, fallback: string, isEdited: boolean): string | ServiceRefusal {
  const type = optional(call.parameters, 'type');
  if (type === null) return fallback;
  const { albumTypeSpelling: spelling, albumTypeKept: kept, albumTypeInstead: instead } = call.service.switches;
  const isSpelledWell = spelling === 'any' || type === (spelling === 'upper' ? type.toUpperCase() : type.toLowerCase());
  if (!isSpelledWell) return new ServiceRefusal(100, `Invalid parameter type value  : [${type.slice(0, 40)}]`);
  if (kept === 'never' || (kept === 'when-edited' && !isEdited)) return isEdited ? fallback : instead;
  const parts = type.toUpperCase().split(',');
  return parts.every((part) => TYPES.has(part))
    ? parts.join(',')
    : new ServiceRefusal(100, `Invalid parameter type value  : [${type.slice(0, 40)}]`);
}

function createAlbum(call: ApiCall): unknown {
  const { service, parameters, about } = call;
  const title = required(parameters, 'title');
  if (title instanceof ServiceRefusal) return title;
  const place = findPlace(call, true);
  if (place instanceof ServiceRefusal) return place;
  // Who sees a group's album is the group's matter: its type is not looked at.
  const type = place.gid === null ? albumType(call, 'PUBLIC', false) : 'PUBLIC';
  if (type instanceof ServiceRefusal) return type;
  const description = parameters.get('description') ?? '';
  const bad = censored(`${title} ${description}`, service);
  if (bad !== null) return bad;
  const aid = service.memory.records.nextAlbumId();
  const album: AlbumRecord = {
    aid,
    gid: place.gid,
    title,
    description,
    type,
    createdMs: service.now(),
    deleted: false,
  };
  service.memory.record({ kind: 'album-created', album });
  about.aid = aid;
  return aid;
}

function editAlbum(call: ApiCall): unknown {
  const { service, parameters, about } = call;
  const aid = required(parameters, 'aid');
  if (aid instanceof ServiceRefusal) return aid;
  const title = required(parameters, 'title');
  if (title instanceof ServiceRefusal) return title;
  const place = findPlace(call, true);
  if (place instanceof ServiceRefusal) return place;
  if (place.album === null) return albumGone(aid);
  const type = place.gid === null ? albumType(call, place.album.type, true) : place.album.type;
  if (type instanceof ServiceRefusal) return type;
  const description = parameters.get('description') ?? place.album.description;
  const bad = censored(`${title} ${description}`, service);
  if (bad !== null) return bad;
  service.memory.record({ kind: 'album-edited', aid, title, description, type });
  about.aid = aid;
  return true;
}

function getAlbums(call: ApiCall): unknown {
  const { service, session, parameters } = call;
  const { records } = service.memory;
  const uid = optional(parameters, 'uid');
  if (uid !== null && uid !== userIdFor(session, service)) return new ServiceRefusal(110, `Invalid user id : ${uid}`);
  const place = findPlace(call, false);
  if (place instanceof ServiceRefusal) return place;
  const names = { anchor: 'pagingAnchor', direction: 'pagingDirection' };
  const listedUntilMs = service.now() - service.switches.albumListedAfterMs;
  const mine = (album: AlbumRecord) => !album.deleted && album.gid === place.gid && album.createdMs <= listedUntilMs;
  const page = pageOf([...records.albums.values()], mine, parameters, names, service);
  if (page instanceof ServiceRefusal) return page;
  return {
    ...listed(
      'albums',
      pickFields(
        page.items.map((album) => albumItem(album, service)),
        'aid',
        parameters,
      ),
      service,
    ),
    hasMore: page.hasMore,
    ...(page.anchor === null ? {} : { pagingAnchor: page.anchor }),
    ...(page.total === null ? {} : { totalCount: page.total }),
  };
}

function getAlbumInfo(call: ApiCall): unknown {
  const { service, parameters } = call;
  const aid = required(parameters, 'aid');
  if (aid instanceof ServiceRefusal) return aid;
  const place = findPlace(call, false);
  if (place instanceof ServiceRefusal) return place;
  return place.album === null
    ? albumGone(aid)
    : { album: pickFields([albumItem(place.album, service)], 'aid', parameters)[0] };
}

function typeItem(type: string, form: Switches['albumTypeForm']): { type?: string | string[] } {
  switch (form) {
    case 'upper':
      return { type };
    case 'lower':
      return { type: type.toLowerCase() };
    case 'list':
      return { type: type.split(',') };
    case 'absent':
      return {};
  }
}

function albumItem(album: AlbumRecord, service: EmulatedService): Record<string, unknown> {
  const { aid, title, description, type, createdMs, gid } = album;
  const count = service.memory.records.photosIn(aid).filter((photo) => !photo.deleted).length;
  return {
    aid,
    title,
    ...(description === '' ? {} : { description }),
    created: new Date(createdMs).toISOString().slice(0, 10),
    photos_count: count,
    ...(gid === null ? typeItem(type, service.switches.albumTypeForm) : {}),
    ...(gid === null ? { user_id: service.person.uid } : { group_id: gid }),
  };
}
