// The way to the service: directly, or through a proxy.
import { ProxyAgent, type Dispatcher } from 'undici';
import { CONNECT_TIMEOUT_MS } from './api-calls.ts';
import { poolWithoutInterim } from './interim.ts';

export interface NetworkRoute {
  /** Options for everything that opens connections; empty: directly to the service. */
  through: { dispatcher?: Dispatcher };
  /** Breaks off what still runs on it. */
  close(): Promise<void>;
}

/** Calls and bytes of all lanes side by side: none of them waits for a connection. */
const CONNECTIONS = 16;
/** An idle tunnel; repeating an upload is safe, so a stale one costs little. */
const KEEP_ALIVE_MS = 10_000;

/** `proxy`: `http://host:port`, `https://…` or `socks5://…`. null, or anything else: no proxy. */
export function openNetworkRoute(proxy: string | null): NetworkRoute {
  if (proxy === null || !isProxyAddress(proxy)) return { through: {}, close: () => Promise.resolve() };
  const dispatcher = new ProxyAgent({
    uri: proxy,
    connections: CONNECTIONS,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    factory: poolWithoutInterim,
    requestTls: { timeout: CONNECT_TIMEOUT_MS },
    // With these settings undici would speak TLS to a SOCKS proxy, too.
    ...(proxy.startsWith('socks5:') ? {} : { proxyTls: { timeout: CONNECT_TIMEOUT_MS } }),
  });
  return { through: { dispatcher }, close: () => dispatcher.destroy() };
}

export function isProxyAddress(address: string): boolean {
  return URL.canParse(address) && /^(?:https?|socks5):$/u.test(new URL(address).protocol);
}

/**
 * The proxy that the environment names for this address, as curl and git read it: HTTPS_PROXY or HTTP_PROXY by its
 * scheme, then ALL_PROXY, in capitals or not, and not for hosts in NO_PROXY. null: none.
 */
export function proxyOfEnvironment(
  address: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  const read = (name: string): string => environment[name] ?? environment[name.toUpperCase()] ?? '';
  if (isExcepted(hostname, read('no_proxy'))) return null;
  const named = read(protocol === 'https:' ? 'https_proxy' : 'http_proxy') || read('all_proxy');
  const proxy = named === '' || named.includes('://') ? named : `http://${named}`;
  return isProxyAddress(proxy) ? proxy : null;
}

/** This computer is never reached through a proxy. */
function isExcepted(host: string, list: string): boolean {
  if (/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u.test(host)) return true;
  return list
    .split(/[\s,]+/u)
    .filter((entry) => entry !== '')
    .map((entry) => entry.replace(/:\d+$/u, '').replace(/^\*?\.?/u, ''))
    .some((entry) => entry === '' || host === entry || host.endsWith(`.${entry}`));
}
