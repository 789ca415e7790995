// Serves the window's own files, thumbnails and folder previews under app://: read-only, and nothing else.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol } from 'electron';
import { previewsFolder, thumbnailsFolder } from '../start/paths.ts';
import { readAppAddress } from './app-address.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** Call it once before «ready». It gives app:// pages an origin, and Chromium treats them like https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Call it once after «ready». `libraryFolder` answers the folder of the open library; null: none is open. */
export function serveApp(renderer: string, libraryFolder: () => string | null): void {
  protocol.handle('app', async (request) => {
    if (request.method !== 'GET') return empty(405);
    const address = readAppAddress(request.url);
    if (!address) return empty(404);
    if (address.kind === 'page') {
      return file(join(renderer, ...address.path.split('/')), {
        'content-type': address.contentType,
        'content-security-policy': contentSecurityPolicy,
        'cache-control': 'no-cache',
      });
    }
    const library = libraryFolder();
    if (library === null) return empty(404);
    if (address.kind === 'preview') {
      return file(join(previewsFolder(library), address.path), {
        'content-type': 'image/jpeg',
        'cache-control': 'no-store',
      });
    }
    return file(join(thumbnailsFolder(library), ...address.path.split('/')), {
      'content-type': 'image/webp',
      // The name is the hash of the content, so the same name always means the same picture.
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
