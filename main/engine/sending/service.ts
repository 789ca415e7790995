// The service as the engine has it now: whose account, which way there, and what happens when either changes.
import type { AllowedUploadHosts } from '../../../shared/upload-hosts.ts';
import type { Clock, Log } from '../ports.ts';
import type { Credentials } from '../../ok/ports.ts';
import { fetchPicture, type Picture } from '../../ok/picture.ts';
import { okApiOf, type OkApi } from '../../ok/api.ts';
import { openApiCalls } from '../../ok/api-calls.ts';
import { callSpacingFor, openCallSpacer, withCallSpacing } from '../../ok/call-spacing.ts';
import { openNetworkRoute } from '../../ok/network-route.ts';
import { withTiming } from '../../ok/timing.ts';
import { withTroubleLog } from '../../ok/trouble-log.ts';
import { openUploads } from '../../ok/upload.ts';
import type { AccountClaim } from './account-gate.ts';
import { applicationMark } from './application-mark.ts';
import type { ByteRateLimiter } from './byte-rate-limiter.ts';

export interface ServiceConnection {
  /** null: not signed in. */
  remote(): OkApi | null;
  /** New credentials, or none. What still runs with the former ones is broken off. */
  use(credentials: Credentials | null, isSamePerson?: boolean): void;
  /** Another proxy, or none. What still runs is broken off. */
  proxy(address: string | null): void;
  /** A small picture that the service offers for display. */
  fetchPicture(url: string, signal: AbortSignal): Promise<Picture>;
  /** Where photos are shown in a browser; the last known address when nobody is signed in. */
  webAddress(): string;
  close(): Promise<void>;
}

export function openServiceConnection(ports: {
  clock: Clock;
  log: Log;
  rateLimiter: ByteRateLimiter;
  /** See `ok/network-route.ts`; null: none. */
  proxy: string | null;
  uploadHosts: () => AllowedUploadHosts;
  /** Called before the former one is closed: all further calls go to this one. */
  onRemote: (remote: OkApi | null, claim: AccountClaim) => void;
  wake: () => void;
}): ServiceConnection {
  const { clock, log, rateLimiter, uploadHosts } = ports;
  let remote: OkApi | null = null;
  let route = openNetworkRoute(ports.proxy);
  let credentialsInUse: Credentials | null = null;
  let claimInUse = false;
  let webAddress = 'https://ok.ru/';

  /** From the inside out: the calls, a log line for each that fails, their spacing, the methods, their timing. */
  function openApi(credentials: Credentials): OkApi {
    const { apiAddress } = credentials;
    const connection = { credentials, clock, log, userAgent: 'OK-Photo-Sync', ...route.through };
    const logged = withTroubleLog(openApiCalls(connection), log);
    const calls = withCallSpacing(logged, openCallSpacer(clock, callSpacingFor(apiAddress)));
    const uploads = openUploads({ ...connection, limiter: rateLimiter, uploadHosts });
    return withTiming(okApiOf({ calls, uploads, clock, apiAddress, uploadHosts }), clock, rateLimiter.answered);
  }

  function take(credentials: Credentials | null, isSamePerson = false): void {
    credentialsInUse = credentials;
    claimInUse = isSamePerson;
    const former = remote;
    remote = credentials === null ? null : openApi(credentials);
    if (credentials !== null) webAddress = webAddressOf(credentials.apiAddress);
    const application = credentials === null ? null : applicationMark(credentials.applicationKey);
    ports.onRemote(remote, { application, isSamePerson });
    void former?.close();
    ports.wake();
  }

  return {
    remote: () => remote,
    use: take,
    proxy(address) {
      const former = route;
      route = openNetworkRoute(address);
      if (credentialsInUse !== null) take(credentialsInUse, claimInUse);
      void former.close();
    },
    fetchPicture: (url, signal) =>
      fetchPicture(url, credentialsInUse?.apiAddress ?? '', signal, route.through.dispatcher, uploadHosts()),
    webAddress: () => webAddress,
    async close() {
      await remote?.close();
      await route.close();
    },
  };
}

/** The emulator has pages of its own. */
function webAddressOf(apiAddress: string): string {
  const { hostname, origin } = new URL(apiAddress);
  return hostname === 'api.ok.ru' ? 'https://ok.ru/' : `${origin}/`;
}
