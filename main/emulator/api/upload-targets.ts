// Where photos may go: the personal photos, an album of the person, or one of a group.
import type { EmulatedService } from '../service.ts';
import type { AlbumRecord, Session } from '../state/records.ts';
import { groupReadRefusal, groupWriteRefusal } from './groups.ts';
import { optional } from './parameters.ts';
import { ServiceRefusal } from './refusal.ts';
import type { Parameters } from './signature.ts';

export interface UploadTarget {
  aid: string | null;
  gid: string | null;
  album: AlbumRecord | null;
}

type CallOfPlace = { parameters: Parameters; service: EmulatedService; session: Session };

/**
 * The album named by `aid`, checked against `gid`. A deleted album is as gone as one that never was.
 *
 * @param isChanged whether the call changes something there, for which a group must be managed
 */
export function findPlace(
  { parameters, service, session }: CallOfPlace,
  isChanged: boolean,
): UploadTarget | ServiceRefusal {
  const aid = optional(parameters, 'aid');
  const gid = optional(parameters, 'gid');
  if (gid !== null) {
    const refusal = isChanged ? groupWriteRefusal(gid, session, service) : groupReadRefusal(gid, service);
    if (refusal !== null) return refusal;
  }
  if (aid === null) return { aid, gid, album: null };
  const album = service.memory.records.albums.get(aid);
  if (album === undefined || album.deleted) return albumGone(aid);
  if (gid === null && album.gid !== null) return new ServiceRefusal(512, `Album ${aid} does not belong to the user`);
  if (gid !== null && album.gid !== gid) return new ServiceRefusal(513, `Album ${aid} does not belong to the group`);
  return { aid, gid, album };
}

export const albumGone = (aid: string): ServiceRefusal => new ServiceRefusal(120, `Invalid album id : ${aid}`);

/** A refusal when the text holds a word that the switch `censoredWords` lists. */
export function censored(text: string, service: EmulatedService): ServiceRefusal | null {
  const lower = text.toLocaleLowerCase('ru');
  const bad = service.switches.censoredWords.some((word) => lower.includes(word.toLocaleLowerCase('ru')));
  return bad ? new ServiceRefusal(454, 'Text contains censored words') : null;
}
