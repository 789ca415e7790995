// From an HTTP exchange to an answer of the service: its value, or typed trouble. Foreign texts end here.
import type { z } from 'zod';
import type { RemoteAnswer, Trouble } from './answer.ts';
import { remoteFailure } from './answer.ts';
import { troubleOfCode, troubleOfStatus, type Endpoint } from './errors.ts';
import type { Exchanged, Failure } from './http-exchange.ts';
import { answerExcerpt } from './answer-excerpt.ts';
import { redirectOf } from './redirect.ts';
import { envelope } from './wire.ts';

const FAILURES: Readonly<Record<Failure, Trouble>> = {
  stopped: { who: 'stopped' },
  timeout: { who: 'service', kind: 'timeout' },
  unreachable: { who: 'service', kind: 'offline' },
  untrusted: { who: 'service', kind: 'not_ok' },
  broken: { who: 'service', kind: 'network' },
  unreadable: { who: 'service', kind: 'malformed' },
};

/** Longer waits than this are not believed. */
const LONGEST_WAIT_MS = 86_400_000;

/** @param nowMs for a Retry-After that is a date */
export function readAnswer<T>(
  exchanged: Exchanged,
  schema: z.ZodType<T>,
  endpoint: Endpoint,
  nowMs: number,
): RemoteAnswer<T> {
  if (exchanged.kind === 'failed') return remoteFailure(FAILURES[exchanged.why], exchanged.sent);
  const { url, status, headers, text } = exchanged;
  const json = parseJson(text);
  const wrong = envelope.safeParse(json);
  if (wrong.success) {
    const { trouble, unclear } = troubleOfCode(wrong.data.error_code, endpoint, wrong.data.error_data);
    return remoteFailure(trouble, unclear);
  }
  const succeeded = status >= 200 && status < 300;
  if (succeeded) {
    const read = schema.safeParse(json);
    if (read.success) return { ok: true, value: read.data };
  }
  // The body is spoilt, but the header says which error it was (docs/ok-api.md, section 7).
  const code = headerNumber(headers['invocation-error']);
  if (code !== null) {
    const { trouble, unclear } = troubleOfCode(code, endpoint);
    return remoteFailure(trouble, unclear);
  }
  const redirect = redirectOf(url, status, headers['location']);
  // 303 is also how some servers answer a request that they have carried out.
  if (redirect !== null) return remoteFailure(redirect, true);
  const isHtml = /^\uFEFF?\s*</u.test(text);
  const excerpt = answerExcerpt(headers['content-type'], text);
  if (succeeded) return remoteFailure({ who: 'service', kind: isHtml ? 'not_ok' : 'malformed', excerpt }, true);
  const { trouble, unclear } = troubleOfStatus(status, endpoint, isHtml, retryAfterMs(headers['retry-after'], nowMs));
  return remoteFailure(trouble.who === 'service' ? { ...trouble, excerpt } : trouble, unclear);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return undefined;
  }
}

function headerNumber(value: string | string[] | undefined): number | null {
  return typeof value === 'string' && /^\d{1,9}$/u.test(value.trim()) ? Number(value) : null;
}

/** Seconds, or a date. */
export function retryAfterMs(value: string | string[] | undefined, nowMs: number): number | null {
  const seconds = headerNumber(value);
  // Date.parse takes almost anything for a date; an HTTP date begins with its weekday.
  const date = typeof value === 'string' && /^[A-Z][a-z]{2}/u.test(value) ? Date.parse(value) : Number.NaN;
  const ms = seconds !== null ? seconds * 1000 : date - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : null;
}
