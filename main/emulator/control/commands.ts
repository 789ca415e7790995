// What can be done to the emulator from outside the API: switches, faults, tokens, reset. Used by the control routes
// and by tests in the same process.
import { z } from 'zod';
import { demoSession } from '../account.ts';
import { CallQuota } from '../api/call-quota.ts';
import type { Fault, StandingFault } from '../faults/faults.ts';
import type { EmulatedService } from '../service.ts';
import { defaultSwitches, patchSwitches, type SwitchPatch, type Switches } from '../switches.ts';

export function setSwitches(service: EmulatedService, patch: SwitchPatch): Switches {
  service.switches = patchSwitches(service.switches, patch);
  if (patch.seed !== undefined) service.faults.seed(patch.seed);
  return service.switches;
}

export const addFault = (service: EmulatedService, order: Fault): StandingFault => service.faults.add(order);

export const TokenOrder = z.union([
  z.strictObject({
    /** Every later call with the token gets `code`. */
    action: z.literal('kill'),
    code: z.number().int().default(103),
    /** One token; all that exist when not given. */
    accessToken: z.string().optional(),
  }),
  z.strictObject({ action: z.literal('revive'), accessToken: z.string().optional() }),
  z.strictObject({
    /** Sets what the token may do; a missing right is error 10. */
    action: z.literal('rights'),
    rights: z.array(z.string()),
    accessToken: z.string().optional(),
  }),
  z.strictObject({
    /** Moves the end of its life, counted from now; in the past means 102. */
    action: z.literal('expire'),
    inMs: z.number().int().default(-1),
    accessToken: z.string().optional(),
  }),
]);

export type TokenOrder = z.output<typeof TokenOrder>;

/** @returns how many tokens were touched */
export function changeTokens(service: EmulatedService, order: TokenOrder): number {
  const sessions = [...service.memory.records.sessions.values()].filter(
    (session) => order.accessToken === undefined || session.accessToken === order.accessToken,
  );
  for (const session of sessions) {
    const changed = { ...session };
    if (order.action === 'kill') changed.deadCode = order.code;
    if (order.action === 'revive') {
      changed.deadCode = null;
      changed.expiresMs = Math.max(changed.expiresMs, service.now() + service.switches.accessTokenMs);
    }
    if (order.action === 'rights') changed.rights = order.rights;
    if (order.action === 'expire') changed.expiresMs = service.now() + order.inMs;
    service.memory.record({ kind: 'session', session: changed });
  }
  return sessions.length;
}

/** Lets the printed token be valid from now on, as at a fresh start. */
export function openDemoSession(service: EmulatedService): void {
  const session = demoSession(service.credentials, service.now(), service.switches);
  service.memory.record({ kind: 'session', session });
}

/**
 * Forgets albums, photos, calls, tokens, faults and switches: the emulator as if it had just been started without a
 * state.
 */
export function reset(service: EmulatedService): void {
  service.memory.clear();
  service.switches = defaultSwitches();
  service.faults.remove();
  service.faults.seed(service.switches.seed);
  service.callQuota = new CallQuota();
  service.codes.clear();
  service.consented.clear();
  openDemoSession(service);
}

/** Removes an album with its photos, as the person could on the site. False when there is no such album. */
export function deleteAlbum(service: EmulatedService, aid: string): boolean {
  const album = service.memory.records.albums.get(aid);
  if (album === undefined || album.deleted) return false;
  service.memory.record({ kind: 'album-deleted', aid });
  return true;
}

/** Removes a photo, as the person could on the site. False when there is no such photo. */
export function deletePhoto(service: EmulatedService, assignedId: string): boolean {
  const photo = service.memory.records.photos.get(assignedId);
  if (photo === undefined || photo.deleted) return false;
  service.memory.record({ kind: 'photo-deleted', assignedId });
  return true;
}
