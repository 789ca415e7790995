// Groups of the service whose albums the user may fill, and how a call says that it is about a group.
import { remoteFailure, type Failed, type RemoteAnswer, type Trouble } from './answer.ts';
import type { ApiCalls } from './api-calls.ts';
import { allPages } from './paging.ts';
import { groupInfos, permissionAnswer, userGroupsPage } from './wire.ts';

/** Where photos are: an album (null: the personal photos), and the group it belongs to (null: the user's own). */
export interface AlbumPlace {
  remoteId: string | null;
  groupId: string | null;
}

export interface RemoteGroup {
  id: string;
  name: string;
  /** Who sees what is in it; null: not told. */
  seenBy: 'everyone' | 'members' | null;
}

export function placeParams({ remoteId, groupId }: AlbumPlace): Record<string, string> {
  return { ...(remoteId === null ? {} : { aid: remoteId }), ...(groupId === null ? {} : { gid: groupId }) };
}

/** The name of the right in error_data. */
const GROUP_RIGHT = 'GROUP_CONTENT';
/** PERMISSION_DENIED, PARAM_PERMISSION; the group's own refusals: NOT_OWNER, GROUP_RESTRICTION. */
const NO_RIGHT_CODES = new Set([10, 200, 24, 456]);
const NO_SUCH_GROUP = 160;

/**
 * In a group a missing permission is trouble of that group alone: the user's own albums go on. Only where the service
 * names another right than the one for groups, the account lacks it.
 */
export function troubleInGroup(trouble: Trouble): Trouble {
  if (trouble.who !== 'user' && trouble.who !== 'album') return trouble;
  if (trouble.code === NO_SUCH_GROUP) return { who: 'album', code: trouble.code, group: 'gone' };
  const isOfAccount = trouble.who === 'user' && trouble.right !== undefined && trouble.right !== GROUP_RIGHT;
  return NO_RIGHT_CODES.has(trouble.code) && !isOfAccount
    ? { who: 'album', code: trouble.code, group: 'no_right' }
    : trouble;
}

/** The answer of a call about this group; null: about no group. */
export function answerInGroup<T>(groupId: string | null, answer: RemoteAnswer<T>): RemoteAnswer<T> {
  if (answer.ok || groupId === null) return answer;
  const failed: Failed = remoteFailure(troubleInGroup(answer.trouble), answer.mayHaveHappened);
  return failed;
}

/** The service's limit for one group.getInfo. */
const MOST_INFO_IDS = 100;
const FIELDS = 'uid,name,private,access_type,add_photoalbum_allowed';
/** Two thousand groups; the list is asked for while a menu opens. */
const MOST_PAGES = 20;

/** Groups in which the user may add albums, in the service's order; none without the right for groups. */
export async function managedGroups(calls: ApiCalls, signal: AbortSignal): Promise<RemoteAnswer<RemoteGroup[]>> {
  const right = await calls.call('users.hasAppPermission', { ext_perm: GROUP_RIGHT }, permissionAnswer, { signal });
  if (right.ok && !right.value) return { ok: true, value: [] };
  const ids = await allPages<string>(
    async (anchor, count) => {
      const params = { count: String(count), direction: 'FORWARD', ...(anchor === null ? {} : { anchor }) };
      const page = await calls.call('group.getUserGroupsV2', params, userGroupsPage, { signal });
      if (!page.ok) return page;
      const items = page.value.groups.map(({ groupId }) => groupId);
      // This list does not say whether it goes on: it ends with an empty page.
      return { ok: true, value: { items, hasMore: true, anchor: page.value.anchor } };
    },
    (id) => id,
    () => false,
    MOST_PAGES,
  );
  if (!ids.ok) return ids;
  const groups: RemoteGroup[] = [];
  for (let from = 0; from < ids.value.length; from += MOST_INFO_IDS) {
    const params = { uids: ids.value.slice(from, from + MOST_INFO_IDS).join(','), fields: FIELDS };
    const infos = await calls.call('group.getInfo', params, groupInfos, { signal });
    if (!infos.ok) return infos;
    for (const { uid, name, access_type: access, private: isPrivate, add_photoalbum_allowed: allowed } of infos.value)
      if (allowed === true) groups.push({ id: uid, name: name ?? '', seenBy: seenByOf(access, isPrivate) });
  }
  return { ok: true, value: groups };
}

function seenByOf(access: string | null | undefined, isPrivate: boolean | null | undefined): RemoteGroup['seenBy'] {
  const word = access?.toUpperCase();
  if (word === 'CLOSED' || word === 'SECRET' || isPrivate === true) return 'members';
  return word === 'OPEN' || isPrivate === false ? 'everyone' : null;
}
