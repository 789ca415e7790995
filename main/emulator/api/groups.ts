// Groups: which there are, and whether a session may change something in one.
import { RIGHTS } from '../account.ts';
import type { EmulatedService } from '../service.ts';
import type { Session } from '../state/records.ts';
import type { EmulatedGroup } from '../switches.ts';
import { ServiceRefusal } from './refusal.ts';

export const findGroup = (gid: string, service: EmulatedService): EmulatedGroup | ServiceRefusal =>
  service.switches.groups.find((group) => group.gid === gid) ?? new ServiceRefusal(160, `Invalid group id ${gid}`);

/** A refusal where the session has no right to change groups, or its person none in this one. */
export function groupWriteRefusal(gid: string, session: Session, service: EmulatedService): ServiceRefusal | null {
  const group = findGroup(gid, service);
  if (group instanceof ServiceRefusal) return group;
  if (!session.rights.includes(RIGHTS.group)) return new ServiceRefusal(10, undefined, RIGHTS.group);
  const isManaged = group.status === 'ADMIN' || group.status === 'MODERATOR';
  return isManaged ? null : new ServiceRefusal(service.switches.notManagedCode, `No access to group ${gid}`);
}

/** A closed group shows itself to its members only. */
export function groupReadRefusal(gid: string, service: EmulatedService): ServiceRefusal | null {
  const group = findGroup(gid, service);
  if (group instanceof ServiceRefusal) return group;
  const isOutside = group.status === 'NONE' || group.status === 'BLOCKED';
  return isOutside && group.access !== 'OPEN' ? new ServiceRefusal(456, `No access to group ${gid}`) : null;
}
