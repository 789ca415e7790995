// Which addresses we may talk to: https, or http on loopback, and for photo bytes only the service's own domains.

/** Domains the service has used for uploads (docs/ok-api.md, step 1). Hosts below them change, so none is named. */
const SERVICE_DOMAINS = ['ok.ru', 'odnoklassniki.ru', 'mycdn.me', 'okcdn.ru'];

/** `hostname` as URL gives it: lower case, IPv4 in dotted form whatever it was written as, IPv6 in brackets. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/u.test(hostname);
}

function isServiceHost(hostname: string): boolean {
  // A punycode label can look like another name on a screen; the service has none.
  if (hostname.split('.').some((label) => label === '' || label.startsWith('xn--'))) return false;
  return SERVICE_DOMAINS.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}

function parse(text: string): URL | null {
  // The URL parser would silently drop or change white space, control characters and backslashes: refused instead.
  // eslint-disable-next-line no-control-regex
  if (text.length > 8192 || /[\u0000-\u0020\u007f\\]/u.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return null;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)) ? url : null;
}

/** The base of the API with a closing slash, or null when we must not talk to it. */
export function apiBase(apiAddress: string): URL | null {
  const url = parse(apiAddress);
  if (url === null || url.search !== '' || url.hash !== '') return null;
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

export function isLoopbackAddress(url: URL): boolean {
  return isLoopback(url.hostname);
}

/**
 * An upload address the service gave, or null when bytes must not go there. A loopback account (the emulator) sends to
 * loopback only.
 */
export function uploadTarget(uploadUrl: string, api: URL): URL | null {
  const url = parse(uploadUrl);
  if (url === null) return null;
  if (isLoopback(api.hostname)) return isLoopback(url.hostname) ? url : null;
  return url.protocol === 'https:' && url.port === '' && isServiceHost(url.hostname) ? url : null;
}
