// Which hosts photo bytes may go to: the service's own domains, and hosts that a person allowed.
import { z } from 'zod';

/** Lower case letters, digits and dashes with at least one dot; no address in numbers, no port, no punycode. */
export const uploadDomain = z
  .string()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/u)
  .refine((domain) => !domain.split('.').some((label) => label.startsWith('xn--')));

/**
 * Domains the service has used for uploads: `up.odnoklassniki.ru` (a recording of 2014), `pu.mycdn.me` (a recording),
 * `itest7.mycdn.me` (the documentation's example of 2021), `ok.ru` and `okcdn.ru` (its own pages and pictures). Hosts
 * below them change, so none is named. The sister service with the same protocol moved to a domain that it had never
 * used before (`iu.oneme.ru`), so `uploadDomains` in `limits.json` replaces this list without a new release
 * (docs/ok-api.md, step 1).
 */
export const defaultUploadDomains: readonly string[] = ['ok.ru', 'odnoklassniki.ru', 'mycdn.me', 'okcdn.ru'];

/** As `URL.host` gives it: a name or an address, with its port where that is not the usual one. */
export const uploadHost = z
  .string()
  .min(1)
  .max(261)
  .regex(/^[\p{L}\p{N}.:[\]_-]+$/u);

export interface AllowedUploadHosts {
  domains: readonly string[];
  /** Hosts that a person allowed, as `URL.host` gives them. */
  hosts: readonly string[];
}

export const serviceUploadHosts: AllowedUploadHosts = { domains: defaultUploadDomains, hosts: [] };

/** Whether bytes may go to this host; `hostname` and `host` as URL gives them. */
export function isAllowedUploadHost(
  { hostname, host, port }: { hostname: string; host: string; port: string },
  allowed: AllowedUploadHosts,
): boolean {
  if (allowed.hosts.includes(host)) return true;
  // A punycode label can look like another name on a screen; the service has none.
  if (port !== '' || hostname.split('.').some((label) => label === '' || label.startsWith('xn--'))) return false;
  return allowed.domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}
