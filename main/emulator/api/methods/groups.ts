// group.*: the groups of the user, their names, and what the user is in them.
import { userIdFor } from '../../applications.ts';
import type { EmulatedGroup } from '../../switches.ts';
import type { ApiCall, MethodTable } from '../call.ts';
import { pickFields } from '../fields.ts';
import { findGroup } from '../groups.ts';
import { listed, pageOf } from '../paging.ts';
import { list, required } from '../parameters.ts';
import { ServiceRefusal } from '../refusal.ts';

const MOST_IDS = 100;

export const groupMethods: MethodTable = {
  'group.getUserGroupsV2': { need: 'read', run: getUserGroups },
  'group.getInfo': { need: 'read', run: getInfo },
  'group.getUserGroupsByIds': { need: 'read', run: getMemberships },
};

const isMember = ({ status }: EmulatedGroup): boolean => status !== 'NONE' && status !== 'BLOCKED';

/** Ids only, as the service has it. Unlike lists of albums it tells no `hasMore`: the end is an empty page. */
function getUserGroups({ service, session, parameters }: ApiCall): unknown {
  const { groups } = service.switches;
  const page = pageOf(groups, isMember, parameters, { anchor: 'anchor', direction: 'direction' }, service);
  if (page instanceof ServiceRefusal) return page;
  const userId = userIdFor(session, service);
  const items = page.items.map(({ gid }) => ({ groupId: gid, userId }));
  return { ...listed('groups', items, service), ...(page.anchor === null ? {} : { anchor: page.anchor }) };
}

function getInfo({ service, parameters }: ApiCall): unknown {
  const text = required(parameters, 'uids');
  if (text instanceof ServiceRefusal) return text;
  const fields = required(parameters, 'fields');
  if (fields instanceof ServiceRefusal) return fields;
  const ids = list(text);
  if (ids.length > MOST_IDS)
    return new ServiceRefusal(100, `Invalid parameter uids value  : more than ${MOST_IDS} ids`);
  const found = service.switches.groups.filter(({ gid }) => ids.includes(gid));
  const items = found.map(({ gid, name, access, status }) => ({
    uid: gid,
    name,
    private: access !== 'OPEN',
    access_type: access,
    add_photoalbum_allowed: status === 'ADMIN' || status === 'MODERATOR',
    shortname: `group${gid}`,
  }));
  return pickFields(items, 'uid', parameters);
}

/** Strangers and groups that are gone are left out. */
function getMemberships({ service, session, parameters }: ApiCall): unknown {
  const gid = required(parameters, 'group_id');
  if (gid instanceof ServiceRefusal) return gid;
  const uids = required(parameters, 'uids');
  if (uids instanceof ServiceRefusal) return uids;
  const group = findGroup(gid, service);
  if (group instanceof ServiceRefusal) return group;
  const userId = userIdFor(session, service);
  const isAsked = list(uids).includes(userId);
  return isAsked && group.status !== 'NONE' ? [{ groupId: gid, userId, status: group.status }] : [];
}
