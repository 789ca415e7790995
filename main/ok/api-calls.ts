// Calls of the service's API: signed, sent, and each answer read into its type. Spacing and log are wrappers.
import { Agent, type Dispatcher } from 'undici';
import type { z } from 'zod';
import { apiBase } from './address.ts';
import { remoteFailure, type RemoteAnswer } from './answer.ts';
import { httpExchange } from './http-exchange.ts';
import { poolWithoutInterim } from './interim.ts';
import type { ApiClock, Credentials } from './ports.ts';
import { readAnswer } from './read-answer.ts';
import { sign } from './sign.ts';

export interface ConnectionOptions {
  credentials: Credentials;
  clock: ApiClock;
  /** For example `OKPhotoSync/0.1.0`. */
  userAgent: string;
  /** Instead of our own connections: a proxy, or a test's. It is the caller's to close. */
  dispatcher?: Dispatcher;
}

export interface CallOptions {
  signal: AbortSignal;
  /** For the whole exchange, milliseconds, without the wait for its turn. Default one minute. */
  timeoutMs?: number;
}

export interface ApiCalls {
  /** Parameters without the common ones (key, token, format, sig). Resolves always. */
  call<T>(
    method: string,
    params: Readonly<Record<string, string>>,
    schema: z.ZodType<T>,
    options: CallOptions,
  ): Promise<RemoteAnswer<T>>;
  /** The service's clock minus ours, milliseconds, to about a second; null before the first good answer. */
  clockOffsetMs(): number | null;
  /** Breaks off what is running. */
  close(): Promise<void>;
}

const CALL_TIMEOUT_MS = 60_000;
/** Enough for reserve, commit and a few readers at once; more would only wait for their turn. */
const API_CONNECTIONS = 4;
/** DNS, TCP and TLS together. */
export const CONNECT_TIMEOUT_MS = 20_000;

export function openApiCalls(options: ConnectionOptions): ApiCalls {
  const { credentials, clock, userAgent } = options;
  const base = apiBase(credentials.apiAddress);
  const own = options.dispatcher
    ? null
    : new Agent({
        connections: API_CONNECTIONS,
        pipelining: 1,
        connect: { timeout: CONNECT_TIMEOUT_MS },
        factory: poolWithoutInterim,
      });
  const dispatcher = options.dispatcher ?? own!;
  let offsetMs: number | null = null;

  return {
    async call(method, params, schema, { signal, timeoutMs = CALL_TIMEOUT_MS }) {
      if (base === null) return remoteFailure({ who: 'address-not-allowed' }, false);
      const exchanged = await httpExchange(
        dispatcher,
        clock,
        {
          url: new URL('fb.do', base),
          headers: {
            'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
            accept: 'application/json',
            'user-agent': userAgent,
          },
          body: form(method, params, credentials),
          silenceMs: timeoutMs,
        },
        signal,
      );
      const answer = readAnswer(exchanged, schema, 'api', clock.now());
      // An answer with an age comes from a cache between us and the service, and its date is of another time.
      if (answer.ok && exchanged.kind === 'answered' && exchanged.headers['age'] === undefined)
        offsetMs = offsetOf(exchanged.headers['date'], clock.now()) ?? offsetMs;
      return answer;
    },
    clockOffsetMs: () => offsetMs,
    async close() {
      await own?.destroy();
    },
  };
}

/** Of the answer's Date header, which counts in whole seconds: half of one is the least wrong. */
function offsetOf(date: string | string[] | undefined, nowMs: number): number | null {
  const theirs = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return Number.isFinite(theirs) ? theirs + 500 - nowMs : null;
}

function form(method: string, params: Readonly<Record<string, string>>, credentials: Credentials): string {
  const all: Record<string, string> = {
    ...params,
    method,
    application_key: credentials.applicationKey,
    format: 'json',
    // A background program must not show its user as being there.
    __online: 'false',
  };
  const sig = sign(all, credentials.signingSecret);
  return new URLSearchParams({ ...all, access_token: credentials.accessToken, sig }).toString();
}
