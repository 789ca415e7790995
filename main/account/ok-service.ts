// The addresses of the service: its API, its sign-in page, its web pages. Sends nothing.
import { groupRight, longRight, neededRights } from '../../shared/sign-in.ts';
import type { Application } from '../../shared/sign-in.ts';

export interface OkService {
  /** Base address of the API, with a closing slash. */
  api: string;
  authorize: string;
  /** The pages on which people see their photos. */
  web: string;
  /** Where a person sees and ends what programs may do. */
  rights: string;
  /** An emulator on this computer: only then may the sign-in show pages of this computer. */
  loopback: boolean;
}

/** Where a person sees and ends what programs may do (docs/ok-api.md). */
export const rightsPage = 'https://ok.ru/settings/oauth';

const realService: OkService = {
  api: 'https://api.ok.ru/',
  authorize: 'https://connect.ok.ru/oauth/authorize',
  web: 'https://ok.ru/',
  rights: rightsPage,
  loopback: false,
};

/**
 * `OK_PHOTO_SYNC_SERVICE=http://127.0.0.1:PORT/` replaces the service by an emulator, for tests and development. Only
 * this computer is accepted: an environment variable must not send a person's password and photos elsewhere.
 */
export function okService(environment: Readonly<Record<string, string | undefined>>): OkService {
  const wanted = environment['OK_PHOTO_SYNC_SERVICE'];
  if (!wanted || !/^http:\/\/(?:127\.0\.0\.1|localhost):\d{1,5}\/$/.test(wanted)) return realService;
  return {
    api: wanted,
    authorize: `${wanted}oauth/authorize`,
    web: wanted,
    rights: `${wanted}settings/oauth`,
    loopback: true,
  };
}

/**
 * The page on which a person allows `application` access. `state` comes back with the answer. `withGroups`: asks for
 * the right to send into groups, too.
 */
export function authorizeAddress(
  service: OkService,
  application: Application,
  state: string,
  withGroups = false,
): string {
  const query = new URLSearchParams({
    client_id: application.id,
    scope: [...neededRights, longRight, ...(withGroups ? [groupRight] : [])].join(';'),
    response_type: 'token',
    redirect_uri: application.redirect,
    layout: 'w',
    state,
  });
  return `${service.authorize}?${query.toString()}`;
}

/** Pages that may be shown while signing in: only the service's own. */
export function isSignInPage(service: OkService, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  if (service.loopback && url.origin === new URL(service.authorize).origin) return true;
  return url.protocol === 'https:' && url.port === '' && /(?:^|\.)(?:ok|odnoklassniki)\.ru$/.test(url.hostname);
}

/** Whether this is the registered return address with an answer behind it. Query and fragment do not count. */
export function isRedirect(application: Application, address: string): boolean {
  return address.split(/[?#]/, 1)[0] === application.redirect;
}
