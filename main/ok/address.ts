// Which addresses we may talk to: https, or http on loopback, and for photo bytes only hosts that are known or allowed.
import { isAllowedUploadHost, serviceUploadHosts, type AllowedUploadHosts } from '../../shared/upload-hosts.ts';
import type { Trouble } from './answer.ts';

/** `hostname` as URL gives it: lower case, IPv4 in dotted form whatever it was written as, IPv6 in brackets. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(hostname);
}

/** Any http or https address that says plainly where it leads. */
function parse(text: string): URL | null {
  // The URL parser would silently drop or change white space, control characters and backslashes: refused instead.
  // eslint-disable-next-line no-control-regex
  if (text.length > 8192 || /[\u0000-\u0020\u007f\\]/u.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hostname === '') return null;
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
}

/** Bytes and tokens never travel in the clear; only what stays on this computer may. */
const isSafe = (url: URL): boolean => url.protocol === 'https:' || isLoopback(url.hostname);

/** The base of the API with a closing slash, or null when we must not talk to it. */
export function apiBase(apiAddress: string): URL | null {
  const url = parse(apiAddress);
  if (url === null || !isSafe(url) || url.search !== '' || url.hash !== '') return null;
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

export function isLoopbackAddress(url: URL): boolean {
  return isLoopback(url.hostname);
}

export type UploadAddress =
  | { kind: 'target'; url: URL }
  /** A host that is neither the service's nor allowed by the person. */
  | { kind: 'unknown_host'; trouble: Trouble & { who: 'unknown-upload-host' } }
  /** No address that bytes can go to, whatever a person allows. */
  | { kind: 'unusable' };

/**
 * An upload address that the service gave. Plain http is raised to https: both recorded addresses of the real service
 * are http, and its hosts answer https, too (docs/ok-api.md, step 1). A loopback account (the emulator) sends to
 * loopback without asking, no other account ever does.
 */
export function uploadAddress(
  uploadUrl: string,
  api: URL,
  allowed: AllowedUploadHosts = serviceUploadHosts,
): UploadAddress {
  const url = parse(uploadUrl);
  if (url === null) return { kind: 'unusable' };
  if (isLoopback(url.hostname)) return isLoopback(api.hostname) ? { kind: 'target', url } : { kind: 'unusable' };
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  url.protocol = 'https:';
  // A loopback account knows no hosts of the service.
  const known = isLoopback(api.hostname) ? { ...allowed, domains: [] } : allowed;
  if (isAllowedUploadHost(url, known)) return { kind: 'target', url };
  return { kind: 'unknown_host', trouble: { who: 'unknown-upload-host', scheme, host: url.host } };
}
