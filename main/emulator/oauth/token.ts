// The token end point of the server-side flow: an access token for a code or a refresh token, with the application's
// secret.
import { newSession } from '../account.ts';
import type { EmulatedService } from '../service.ts';
import type { Session } from '../state/records.ts';

export type TokenAnswer =
  | { token_type: 'session'; access_token: string; refresh_token: string; expires_in: string }
  | { error: string; error_description: string };

const wrong = (error: string, description: string): TokenAnswer => ({ error, error_description: description });

export function tokenAnswer(given: URLSearchParams, service: EmulatedService): TokenAnswer {
  const { applicationId, applicationKey, applicationSecretKey } = service.credentials;
  const clientId = given.get('client_id');
  if (clientId !== applicationId && clientId !== applicationKey) return wrong('invalid_client', 'Unknown client_id');
  if (given.get('client_secret') !== applicationSecretKey) return wrong('invalid_client', 'Wrong client_secret');
  switch (given.get('grant_type')) {
    case 'authorization_code':
      return fromCode(given, service);
    case 'refresh_token':
      return fromRefreshToken(given, service);
    default:
      return wrong('unsupported_grant_type', 'grant_type is authorization_code or refresh_token');
  }
}

function fromCode(given: URLSearchParams, service: EmulatedService): TokenAnswer {
  const code = given.get('code') ?? '';
  const issued = service.codes.get(code);
  // A code is good for one use, even a failed one.
  service.codes.delete(code);
  if (issued === undefined) return wrong('invalid_grant', 'Unknown code');
  if (issued.expiresMs <= service.now()) return wrong('invalid_grant', 'Expired code');
  if (issued.redirectUri !== given.get('redirect_uri')) return wrong('invalid_grant', 'Another redirect_uri');
  const session = newSession(issued.rights, service.now(), service.switches, true);
  service.memory.record({ kind: 'session', session });
  return described(session, service);
}

function fromRefreshToken(given: URLSearchParams, service: EmulatedService): TokenAnswer {
  const refreshToken = given.get('refresh_token') ?? '';
  const old = [...service.memory.records.sessions.values()].find(
    (session) => session.refreshToken !== null && session.refreshToken === refreshToken,
  );
  if (old === undefined || old.deadCode !== null) return wrong('invalid_grant', 'Unknown refresh_token');
  if (old.refreshExpiresMs <= service.now()) return wrong('invalid_grant', 'Expired refresh_token');
  const { refreshExpiresMs } = old;
  const session = { ...newSession(old.rights, service.now(), service.switches, false), refreshToken, refreshExpiresMs };
  service.memory.record({ kind: 'session', session: { ...old, refreshToken: null } }, { kind: 'session', session });
  return described(session, service);
}

const described = (session: Session, service: EmulatedService): TokenAnswer => ({
  token_type: 'session',
  access_token: session.accessToken,
  refresh_token: session.refreshToken ?? '',
  // A millisecond may have gone by since it was made.
  expires_in: String(Math.round((session.expiresMs - service.now()) / 1000)),
});
