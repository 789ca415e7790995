// Redirects, as trouble that a person is told. They are never followed: bytes and signed calls go only to the addresses
// that the service itself gave.
import type { Trouble } from './answer.ts';
import { hostOf } from './answer-excerpt.ts';

/** 304 answers a conditional request, which we never send; 305 and 306 are obsolete. */
const STATUSES: ReadonlySet<number> = new Set([300, 301, 302, 303, 307, 308]);

/** null: not a redirect. */
export function redirectOf(
  asked: URL,
  status: number,
  location: string | string[] | undefined,
): (Trouble & { who: 'redirected' }) | null {
  if (!STATUSES.has(status)) return null;
  const named = typeof location === 'string' ? location.trim() : '';
  const to = hostOf(named, asked);
  const told = { who: 'redirected', code: status, host: asked.host, to } as const;
  if (to === null) return { ...told, how: 'unnamed' };
  const target = new URL(named, asked);
  if (asked.protocol === 'https:' && target.protocol === 'http:') return { ...told, how: 'insecure' };
  if (target.host !== asked.host) return { ...told, how: 'elsewhere' };
  // A server that redirects in circles may count up what follows `?`.
  return { ...told, how: target.pathname === asked.pathname ? 'loop' : 'moved' };
}
