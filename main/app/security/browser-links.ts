// Which addresses may be given to the system's browser. Pure.

/** Pages of the service over https, and the demo account's on this computer. */
export function mayOpenInBrowser(address: string): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return /(?:^|\.)(?:ok|odnoklassniki)\.ru$/.test(url.hostname);
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
