// The ledger: everything the emulator holds, as JSON for people and tests. Read-only; shows no token.
import type { EmulatedService } from '../service.ts';
import type { AlbumRecord, CallRecord, Photo, Received, ReservationRecord, TopicRecord } from './records.ts';

export interface LedgerPhoto extends Omit<Received, 'token' | 'file'> {
  assignedId: string;
  photoId: string;
  albumId: string | null;
  groupId: string | null;
  comment: string;
  createdMs: number;
  deleted: boolean;
}

export interface LedgerReservation {
  photoId: string;
  albumId: string | null;
  reservedMs: number;
  expiresMs: number;
  state: 'reserved' | 'uploaded' | 'committed' | 'posted';
  uploads: number;
  sha256: string | null;
  assignedIds: string[];
}

export interface LedgerAlbum extends AlbumRecord {
  photosCount: number;
}

export interface LedgerSummary {
  albums: number;
  /** Published photos that are not deleted. */
  photos: number;
  bytes: number;
  reservations: number;
  calls: number;
  topics: number;
  /** Photos published more than once from one id. */
  idsCommittedTwice: number;
  /** Contents that stand more than once in one album, the personal photos and those of each group counted as one. */
  contentsTwiceInAlbum: number;
  /** Contents that stand in more than one topic of the person, or of one group. */
  contentsTwiceInTopics: number;
}

export interface Ledger {
  address: string;
  uid: string;
  summary: LedgerSummary;
  albums: LedgerAlbum[];
  photos: LedgerPhoto[];
  reservations: LedgerReservation[];
  calls: CallRecord[];
  topics: TopicRecord[];
}

const photoEntry = (photo: Photo): LedgerPhoto => {
  const { token: _token, file: _file, position: _position, aid, gid, ...rest } = photo;
  return { ...rest, albumId: aid, groupId: gid };
};

const reservationEntry = (reservation: ReservationRecord): LedgerReservation => {
  const { photoId, aid, reservedMs, expiresMs, received, uploads, assignedIds, topicId } = reservation;
  const before = received === null ? 'reserved' : 'uploaded';
  const state = assignedIds.length > 0 ? 'committed' : topicId === null ? before : 'posted';
  return {
    photoId,
    albumId: aid,
    reservedMs,
    expiresMs,
    state,
    uploads,
    sha256: received?.sha256 ?? null,
    assignedIds,
  };
};

/** The whole ledger at this moment. */
export function readLedger(service: EmulatedService): Ledger {
  const { records } = service.memory;
  const photos = [...records.photos.values()];
  const standing = photos.filter((photo) => !photo.deleted);
  const places = new Set(standing.map((photo) => `${photo.gid ?? ''} ${photo.aid ?? ''} ${photo.sha256}`));
  const topics = [...records.topics.values()];
  const inTopics = topics.flatMap((topic) =>
    topic.photoIds.map((id) => `${topic.gid ?? ''} ${records.reservations.get(id)?.received?.sha256 ?? ''}`),
  );
  return {
    address: service.address,
    uid: service.person.uid,
    summary: {
      albums: [...records.albums.values()].filter((album) => !album.deleted).length,
      photos: standing.length,
      bytes: standing.reduce((sum, photo) => sum + photo.bytes, 0),
      reservations: records.reservations.size,
      calls: records.calls.length,
      topics: topics.length,
      idsCommittedTwice: [...records.reservations.values()].filter(({ assignedIds }) => assignedIds.length > 1).length,
      contentsTwiceInAlbum: standing.length - places.size,
      contentsTwiceInTopics: inTopics.length - new Set(inTopics).size,
    },
    albums: [...records.albums.values()].map((album) => ({
      ...album,
      photosCount: records.photosIn(album.aid).filter((photo) => !photo.deleted).length,
    })),
    photos: photos.map(photoEntry),
    reservations: [...records.reservations.values()].map(reservationEntry),
    calls: [...records.calls],
    topics,
  };
}
