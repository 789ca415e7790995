// Maps an address of the app:// scheme to a file below one of our folders. Pure: opens no file.
import { thumbnailPath } from '../../../shared/facts.ts';

/** By extension. Files with other extensions are not served. */
const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

export type AppAddress =
  | { kind: 'page'; /** Below the renderer's folder, with `/`. */ path: string; contentType: string }
  | { kind: 'preview'; /** A file name in the preview folder. */ path: string }
  | { kind: 'thumbnail'; /** Below the thumbnail folder, with `/`. */ path: string };

/** null: not one of our addresses, or one that leads out of our folders. */
export function readAppAddress(address: string): AppAddress | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== 'app:' || url.username !== '' || url.password !== '' || url.port !== '') return null;
  if (url.hostname === 'renderer') return page(url.pathname);
  if (url.hostname === 'thumbnail') return thumbnail(url.pathname);
  if (url.hostname === 'preview') return preview(url.pathname);
  return null;
}

function preview(pathname: string): AppAddress | null {
  const name = /^\/([0-9a-z-]{1,80})$/.exec(pathname)?.[1];
  return name ? { kind: 'preview', path: `${name}.jpg` } : null;
}

function page(pathname: string): AppAddress | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname).replace(/^\//, '') || 'index.html';
  } catch {
    return null;
  }
  // The bundler names files with letters, digits, `-`, `_` and `.` only.
  const parts = path.split('/');
  if (!parts.every((part) => /^[\w-][\w.-]*$/.test(part) && !part.includes('..'))) return null;
  const contentType = contentTypes[/\.([a-z0-9]+)$/.exec(path)?.[1] ?? ''];
  return contentType ? { kind: 'page', path, contentType } : null;
}

function thumbnail(pathname: string): AppAddress | null {
  const sha256 = /^\/([0-9a-f]{64})$/.exec(pathname)?.[1];
  return sha256 ? { kind: 'thumbnail', path: thumbnailPath(sha256) } : null;
}
