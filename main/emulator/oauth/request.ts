// What an application asks for when it opens the authorize page, and whether it may.
import { applicationOf } from '../applications.ts';
import type { EmulatedService } from '../service.ts';

export interface AuthorizeRequest {
  clientId: string;
  scope: string[];
  responseType: 'token' | 'code';
  redirectUri: string;
  layout: string;
  state: string | null;
}

/** `error` can be told to the application; `wrong` cannot, because its address itself is not to be trusted. */
export type Asked = AuthorizeRequest | { wrong: string } | { error: string; redirectUri: string; state: string | null };

export function readAuthorizeRequest(given: URLSearchParams, service: EmulatedService): Asked {
  const clientId = given.get('client_id') ?? '';
  if (applicationOf(clientId, service) === null) return { wrong: 'invalid_client' };
  const redirectUri = given.get('redirect_uri') ?? '';
  if (!isRegistered(redirectUri, service)) return { wrong: 'invalid_redirect_uri' };
  const state = given.get('state');
  const responseType = given.get('response_type');
  if (responseType !== 'token' && responseType !== 'code')
    return { error: 'unsupported_response_type', redirectUri, state };
  const scope = (given.get('scope') ?? '').split(/[;,\s]+/).filter((right) => right !== '');
  return { clientId, scope, responseType, redirectUri, layout: given.get('layout') ?? 'w', state };
}

/** Compared character by character up to `?`. */
function isRegistered(uri: string, service: EmulatedService): boolean {
  const plain = uri.split('?')[0] ?? '';
  const own = `${service.address}blank.html`;
  if (plain === own || service.switches.redirectUris.some((known) => known.split('?')[0] === plain)) return true;
  return (
    service.switches.anyLoopbackRedirect && /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/[^#]*)?$/.test(plain)
  );
}

/** Of the rights asked for, those that the application has been given by the service. */
export const grantable = (scope: string[], service: EmulatedService): string[] =>
  [...new Set(scope)].filter((right) => service.switches.applicationRights.includes(right));
