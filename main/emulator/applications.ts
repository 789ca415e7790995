// The applications that the service knows, and the id that the person has under each.
import { createHash } from 'node:crypto';
import type { EmulatedService } from './service.ts';
import type { Session } from './state/records.ts';

interface KnownApplication {
  id: string;
  key: string;
}

/** By its id or its key; null: no application of the service. */
export function applicationOf(idOrKey: string, { credentials, switches }: EmulatedService): KnownApplication | null {
  const all = [{ id: credentials.applicationId, key: credentials.applicationKey }, ...switches.otherApplications];
  return all.find(({ id, key }) => id === idOrKey || key === idOrKey) ?? null;
}

/** The person's id as the application of this session sees it. */
export function userIdFor({ applicationKey }: Session, { credentials, person, switches }: EmulatedService): string {
  const isPrinted = applicationKey === undefined || applicationKey === credentials.applicationKey;
  if (isPrinted || !switches.userIdPerApplication) return person.uid;
  const digest = createHash('sha256').update(`${person.uid} ${applicationKey}`).digest();
  return `58${digest.readUIntBE(0, 5).toString().padStart(13, '0').slice(-10)}`;
}
