// An answer that sends us on to another address: what of it a person is told. It is never followed: bytes and signed calls go where the service itself said, or nowhere. Pure.
import type { Trouble } from './answer.ts';
import { hostOf } from './answer-excerpt.ts';

/** 304 answers a question nobody asked, and 305 and 306 are long gone: whoever sends them does not send us on. */
const STATUSES: ReadonlySet<number> = new Set([300, 301, 302, 303, 307, 308]);

/** null: it is no redirect. */
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
  // What follows `?` may be counted up by whoever sends in circles.
  return { ...told, how: target.pathname === asked.pathname ? 'loop' : 'moved' };
}
