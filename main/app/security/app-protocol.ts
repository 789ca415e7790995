// Serves the window's own files and the thumbnails under app://. Serves nothing else, and nothing to write.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol } from 'electron';
import { readAppAddress } from './app-address.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** Before «ready», once. With it app:// pages have an origin, and Chromium treats them like https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** After «ready», once. `thumbnails` answers the open library's folder, or null when none is open. */
export function serveApp(folders: {
  renderer: string;
  thumbnails: () => string | null;
  previews: () => string | null;
}): void {
  protocol.handle('app', async (request) => {
    if (request.method !== 'GET') return empty(405);
    const address = readAppAddress(request.url);
    if (!address) return empty(404);
    if (address.kind === 'page') {
      return file(join(folders.renderer, ...address.path.split('/')), {
        'content-type': address.contentType,
        'content-security-policy': contentSecurityPolicy,
        'cache-control': 'no-cache',
      });
    }
    if (address.kind === 'preview') {
      const previews = folders.previews();
      if (previews === null) return empty(404);
      return file(join(previews, address.path), { 'content-type': 'image/jpeg', 'cache-control': 'no-store' });
    }
    const folder = folders.thumbnails();
    if (folder === null) return empty(404);
    return file(join(folder, ...address.path.split('/')), {
      'content-type': 'image/webp',
      // The name is the content's own sum: it can never mean another picture.
      'cache-control': 'private, max-age=31536000, immutable',
    });
  });
}

async function file(path: string, headers: Record<string, string>): Promise<Response> {
  try {
    return new Response(new Uint8Array(await readFile(path)), { headers: { ...headers, ...always } });
  } catch {
    return empty(404);
  }
}

const always = { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'cross-origin' };

function empty(status: number): Response {
  return new Response(null, { status, headers: always });
}
