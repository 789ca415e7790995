// Everything the emulator remembers, as plain records, and the changes that make them.

/** Bytes that arrived for a reservation. `file` names the kept bytes, null when only their hash was kept. */
export interface Received {
  token: string;
  sha256: string;
  bytes: number;
  format: string;
  width: number;
  height: number;
  /** EXIF orientation, 1–8. */
  orientation: number;
  fileName: string | null;
  contentType: string;
  receivedMs: number;
  file: string | null;
}

/** One id given out by photosV2.getUploadUrl. */
export interface ReservationRecord {
  photoId: string;
  apiToken: string;
  aid: string | null;
  gid: string | null;
  reservedMs: number;
  expiresMs: number;
  /** The newest bytes sent to this id; null before the first. */
  received: Received | null;
  /** How many times bytes for this id were taken. */
  uploads: number;
  /** Permanent ids made from it. More than one means that the photo was published more than once. */
  assignedIds: string[];
  /** The topic that took its bytes instead of a commit. */
  topicId: string | null;
}

/** A published topic, or one that waits for a group's moderators. */
export interface TopicRecord {
  topicId: string;
  type: string;
  gid: string | null;
  isOfGroup: boolean;
  text: string;
  photoIds: string[];
  isSuggested: boolean;
  createdMs: number;
}

export interface AlbumRecord {
  aid: string;
  gid: string | null;
  title: string;
  description: string;
  type: string;
  createdMs: number;
  deleted: boolean;
}

/** A published photo. `position` is its place in its album's list and never changes. */
export interface Photo extends Received {
  assignedId: string;
  photoId: string;
  aid: string | null;
  gid: string | null;
  comment: string;
  createdMs: number;
  deleted: boolean;
  position: number;
}

/** One call that reached the emulator, with how it ended as seen from here. */
export interface CallRecord {
  n: number;
  atMs: number;
  method: string;
  /** `ok`, `error 104`, `http 502`, `cut before`, `aborted by client`, … */
  outcome: string;
  /** Whether the work was done, whatever the answer said: a stored photo with a cut answer is `true`. */
  worked: boolean;
  ms: number;
  bytesIn: number;
  /** Ids that the call was about: temporary photo ids for reserve, upload and commit. */
  photoIds?: string[];
  aid?: string | null;
}

export interface Session {
  accessToken: string;
  sessionSecretKey: string;
  /** Key of the application that it was given to; absent: the printed one. */
  applicationKey?: string | undefined;
  refreshToken: string | null;
  refreshExpiresMs: number;
  rights: string[];
  expiresMs: number;
  /** When the life of a long session was last moved on. */
  extendedMs: number;
  /** Set by the switch that kills tokens: the error that calls with it get. */
  deadCode: number | null;
}

export type Change =
  | { kind: 'album-created'; album: AlbumRecord }
  | { kind: 'album-edited'; aid: string; title: string; description: string; type: string }
  | { kind: 'album-deleted'; aid: string }
  | {
      kind: 'reserved';
      apiToken: string;
      photoIds: string[];
      aid: string | null;
      gid: string | null;
      atMs: number;
      expiresMs: number;
    }
  | { kind: 'received'; photoId: string; received: Received }
  | { kind: 'committed'; photo: Omit<Photo, 'position'> }
  | { kind: 'captioned'; assignedId: string; comment: string }
  | { kind: 'photo-deleted'; assignedId: string }
  | { kind: 'topic-posted'; topic: TopicRecord }
  | { kind: 'session'; session: Session }
  | { kind: 'called'; call: CallRecord };

/** Album ids count up from here; photos from {@link FIRST_PHOTO_ID}. Both look like the service's. */
const FIRST_ALBUM_ID = 900_000_000_001;
const FIRST_PHOTO_ID = 950_000_000_001;
const FIRST_TOPIC_ID = 155_000_000_001;

/** Key of the list that a photo belongs to: its album, or the personal photos. */
export const listKey = (aid: string | null): string => aid ?? 'personal';

/** The records in memory. Only `apply` changes them. */
export class Records {
  albums = new Map<string, AlbumRecord>();
  reservations = new Map<string, ReservationRecord>();
  photos = new Map<string, Photo>();
  lists = new Map<string, Photo[]>();
  topics = new Map<string, TopicRecord>();
  sessions = new Map<string, Session>();
  calls: CallRecord[] = [];

  nextAlbumId = (): string => String(FIRST_ALBUM_ID + this.albums.size);

  /** @param ahead ids already taken by the same commit but not applied yet */
  nextPhotoId = (ahead: number): string => String(FIRST_PHOTO_ID + this.photos.size + ahead);

  nextTopicId = (): string => String(FIRST_TOPIC_ID + this.topics.size);

  photosIn(aid: string | null): Photo[] {
    return this.lists.get(listKey(aid)) ?? [];
  }

  apply(change: Change): void {
    switch (change.kind) {
      case 'album-created':
        this.albums.set(change.album.aid, { ...change.album });
        break;
      case 'album-edited': {
        const { title, description, type } = change;
        Object.assign(this.#album(change.aid), { title, description, type });
        break;
      }
      case 'album-deleted':
        this.#album(change.aid).deleted = true;
        for (const photo of this.photosIn(change.aid)) photo.deleted = true;
        break;
      case 'reserved':
        for (const photoId of change.photoIds) this.#reserve(photoId, change);
        break;
      case 'received': {
        const reservation = this.#reservation(change.photoId);
        reservation.received = change.received;
        reservation.uploads += 1;
        break;
      }
      case 'committed':
        this.#publish(change.photo);
        break;
      case 'captioned':
        this.#photo(change.assignedId).comment = change.comment;
        break;
      case 'photo-deleted':
        this.#photo(change.assignedId).deleted = true;
        break;
      case 'topic-posted':
        this.topics.set(change.topic.topicId, change.topic);
        for (const photoId of change.topic.photoIds) this.#reservation(photoId).topicId = change.topic.topicId;
        break;
      case 'session':
        this.sessions.set(change.session.accessToken, { ...change.session });
        break;
      case 'called':
        this.calls.push(change.call);
        break;
    }
  }

  #reserve(photoId: string, change: Extract<Change, { kind: 'reserved' }>): void {
    const { apiToken, aid, gid, atMs, expiresMs } = change;
    this.reservations.set(photoId, {
      photoId,
      apiToken,
      aid,
      gid,
      expiresMs,
      reservedMs: atMs,
      received: null,
      uploads: 0,
      assignedIds: [],
      topicId: null,
    });
  }

  #publish(photo: Omit<Photo, 'position'>): void {
    const list = this.lists.get(listKey(photo.aid)) ?? [];
    const stored = { ...photo, position: list.length };
    list.push(stored);
    this.lists.set(listKey(photo.aid), list);
    this.photos.set(photo.assignedId, stored);
    this.#reservation(photo.photoId).assignedIds.push(photo.assignedId);
  }

  #album(aid: string): AlbumRecord {
    const album = this.albums.get(aid);
    if (album === undefined) throw new Error(`no album ${aid}`);
    return album;
  }

  #photo(assignedId: string): Photo {
    const photo = this.photos.get(assignedId);
    if (photo === undefined) throw new Error(`no photo ${assignedId}`);
    return photo;
  }

  #reservation(photoId: string): ReservationRecord {
    const reservation = this.reservations.get(photoId);
    if (reservation === undefined) throw new Error(`no reservation ${photoId}`);
    return reservation;
  }
}
