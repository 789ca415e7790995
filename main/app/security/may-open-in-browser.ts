// Decides which addresses the system's browser may open. Pure.

/** Pages of the service over https, and pages of the demo service on this computer. */
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
