// Where the service lives: its API and its sign-in page. Addresses only; talks to nobody.
import { longRight, neededRights } from '../../../shared/sign-in.ts';
import type { Application } from '../../../shared/sign-in.ts';

export interface OkService {
  /** Base of the API, with a closing slash. */
  api: string;
  authorize: string;
  /** Where people look at their photos. */
  web: string;
  /** An emulator on this computer: only then may pages of this computer be part of the sign-in. */
  loopback: boolean;
}

const realService: OkService = {
  api: 'https://api.ok.ru/',
  authorize: 'https://connect.ok.ru/oauth/authorize',
  web: 'https://ok.ru/',
  loopback: false,
};

/**
 * `OK_PHOTO_SYNC_SERVICE=http://127.0.0.1:PORT/` puts an emulator in the place of the service, for tests and development. Nothing but this computer is
 * taken: a variable must not send a person's password and photos elsewhere.
 */
export function okService(environment: Readonly<Record<string, string | undefined>>): OkService {
  const wanted = environment['OK_PHOTO_SYNC_SERVICE'];
  if (!wanted || !/^http:\/\/(?:127\.0\.0\.1|localhost):\d{1,5}\/$/.test(wanted)) return realService;
  return { api: wanted, authorize: `${wanted}oauth/authorize`, web: wanted, loopback: true };
}

/** The page on which a person allows `application`. `state` comes back with the answer. */
export function authorizeAddress(service: OkService, application: Application, state: string): string {
  const query = new URLSearchParams({
    client_id: application.id,
    scope: [...neededRights, longRight].join(';'),
    response_type: 'token',
    redirect_uri: application.redirect,
    layout: 'w',
    state,
  });
  return `${service.authorize}?${query.toString()}`;
}

/** Pages that may be shown while signing in: the service's own. Its empty page is read and never shown. */
export function isSignInPage(service: OkService, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  if (service.loopback && url.origin === new URL(service.authorize).origin) return true;
  return url.protocol === 'https:' && url.port === '' && /(?:^|\.)(?:ok|odnoklassniki)\.ru$/.test(url.hostname);
}

/** Whether this address is the registered one with an answer behind it. The service does not compare what follows `?`. */
export function isRedirect(application: Application, address: string): boolean {
  return address.split(/[?#]/, 1)[0] === application.redirect;
}
