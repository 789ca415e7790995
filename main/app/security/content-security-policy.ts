// What a page of ours may load and do, as one string. Pure.

/** Where the page of the window comes from; `app://` in the program, the development server in development. */
export const rendererOrigin = 'app://renderer';
export const thumbnailOrigin = 'app://thumbnail';
export const previewOrigin = 'app://preview';

/** Everything is forbidden, then our own scripts, styles, pictures and fonts are allowed. */
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

/** The development server puts styles and a starter script into the page and talks over a socket; the rest stays. */
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
