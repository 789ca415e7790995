// The service as the engine has it now: whose account, which way there, and what is done when either changes. Sends nothing itself.
import type { Clock, Credentials, Log } from '../ports.ts';
import { fetchPicture, type Picture } from '../../ok/picture.ts';
import { openOkApi, type OkApi } from '../../ok/api.ts';
import { openNetworkRoute } from '../../ok/network-route.ts';
import { withTiming } from '../../ok/timing.ts';
import type { ByteRateLimiter } from './byte-rate-limiter.ts';

export interface ServiceConnection {
  /** null: not signed in. */
  remote(): OkApi | null;
  /** New credentials, or none. What is on its way with the former ones is broken off. */
  use(credentials: Credentials | null): void;
  /** Another way, or none. What is on its way is broken off. */
  proxy(address: string | null): void;
  /** A small picture that the service offers for showing. */
  fetchPicture(url: string, signal: AbortSignal): Promise<Picture>;
  /** Where a person looks at photos in a browser; the last known one when nobody is signed in. */
  webAddress(): string;
  close(): Promise<void>;
}

export function openServiceConnection(ports: {
  clock: Clock;
  log: Log;
  rateLimiter: ByteRateLimiter;
  /** See `remote/route.ts`; null: straight. */
  proxy: string | null;
  /** Before the former one is closed: what is asked from now on goes to this one. */
  onRemote: (remote: OkApi | null) => void;
  wake: () => void;
}): ServiceConnection {
  const { clock, log, rateLimiter } = ports;
  let remote: OkApi | null = null;
  let route = openNetworkRoute(ports.proxy);
  let credentialsInUse: Credentials | null = null;
  let webAddress = 'https://ok.ru/';

  const remoteOf = (credentials: Credentials): OkApi =>
    withTiming(
      openOkApi({ credentials, clock, log, userAgent: 'OK-Photo-Sync', limiter: rateLimiter, ...route.through }),
      clock,
      rateLimiter.answered,
    );

  function take(credentials: Credentials | null): void {
    credentialsInUse = credentials;
    const former = remote;
    remote = credentials === null ? null : remoteOf(credentials);
    if (credentials !== null) webAddress = webAddressOf(credentials.apiAddress);
    ports.onRemote(remote);
    void former?.close();
    ports.wake();
  }

  return {
    remote: () => remote,
    use: take,
    proxy(address) {
      const former = route;
      route = openNetworkRoute(address);
      if (credentialsInUse !== null) take(credentialsInUse);
      void former.close();
    },
    fetchPicture: (url, signal) =>
      fetchPicture(url, credentialsInUse?.apiAddress ?? '', signal, route.through.dispatcher),
    webAddress: () => webAddress,
    async close() {
      await remote?.close();
      await route.close();
    },
  };
}

/** The emulator shows its own. */
function webAddressOf(apiAddress: string): string {
  const { hostname, origin } = new URL(apiAddress);
  return hostname === 'api.ok.ru' ? 'https://ok.ru/' : `${origin}/`;
}
