// The Content Security Policy of our page. Pure.

/** The origin of the window's page; in development it is the development server instead. */
export const rendererOrigin = 'app://renderer';
export const thumbnailOrigin = 'app://thumbnail';
export const previewOrigin = 'app://preview';

/** Forbids everything, then allows our own scripts, styles, pictures and fonts. */
export const contentSecurityPolicy = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': `'self' ${thumbnailOrigin} ${previewOrigin}`,
  'font-src': "'self'",
  'connect-src': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
});

/** The development server inserts styles and a script into the page and uses a socket; the rest is the same. */
export function developmentPolicy(server: string): string {
  const socket = server.replace(/^http/, 'ws');
  return policy({
    'default-src': "'none'",
    'script-src': "'self' 'unsafe-inline'",
    'style-src': "'self' 'unsafe-inline'",
    'img-src': `'self' data: ${thumbnailOrigin} ${previewOrigin}`,
    'font-src': "'self'",
    'connect-src': `'self' ${socket}`,
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
  });
}

function policy(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
