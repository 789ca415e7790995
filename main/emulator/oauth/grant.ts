// Issues tokens and codes, and writes them into the address that the person is sent back to.
import { randomBytes } from 'node:crypto';
import { applicationOf } from '../applications.ts';
import { lifetimeMs, newSession } from '../account.ts';
import type { EmulatedService } from '../service.ts';
import type { AuthorizeRequest } from './request.ts';

type Back = Pick<AuthorizeRequest, 'redirectUri' | 'state'>;

/** Adds to the fragment for the client's way, and to the query for the server's. */
function addressWith(back: Back, values: Record<string, string>, place: 'fragment' | 'query'): string {
  const all = new URLSearchParams({ ...values, ...(back.state === null ? {} : { state: back.state }) });
  const mark = place === 'fragment' ? '#' : back.redirectUri.includes('?') ? '&' : '?';
  return `${back.redirectUri}${mark}${all.toString()}`;
}

/** Where the person goes after consenting to `rights`. Makes a session, or a code that stands for one. */
export function granted(asked: AuthorizeRequest, rights: string[], service: EmulatedService): string {
  for (const right of rights) service.consented.add(right);
  if (asked.responseType === 'code') {
    const code = randomBytes(24).toString('base64url');
    const expiresMs = service.now() + service.switches.codeMs;
    service.codes.set(code, { rights, redirectUri: asked.redirectUri, expiresMs });
    return addressWith(asked, { code, permissions_granted: rights.join(';') }, 'query');
  }
  const session = {
    ...newSession(rights, service.now(), service.switches, false),
    applicationKey: applicationOf(asked.clientId, service)?.key,
  };
  service.memory.record({ kind: 'session', session });
  const values = {
    access_token: session.accessToken,
    session_secret_key: session.sessionSecretKey,
    permissions_granted: rights.join(';'),
    expires_in: String(Math.floor(lifetimeMs(rights, service.switches) / 1000)),
  };
  return addressWith(asked, values, 'fragment');
}

export const refusedAddress = (back: Back & { responseType?: string }, error: string): string =>
  addressWith(back, { error }, back.responseType === 'code' ? 'query' : 'fragment');
