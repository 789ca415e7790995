// Calls of the service's API: signs, paces, sends, and reads the answer into its type. Decides no retries and keeps no state of photos.
import { Agent, type Dispatcher } from 'undici';
import type { z } from 'zod';
import type { Clock, Credentials, Log } from '../engine/ports.ts';
import { apiBase, isLoopbackAddress } from './address.ts';
import { remoteFailure, type RemoteAnswer, type Failed } from './answer.ts';
import { httpExchange } from './http-exchange.ts';
import { poolWithoutInterim } from './interim.ts';
import { openCallSpacer, SERVICE_CALL_SPACING, type CallSpacing } from './call-spacing.ts';
import { readAnswer } from './read-answer.ts';
import { sign } from './sign.ts';

export interface ApiCallsOptions {
  credentials: Credentials;
  log: Log;
  clock: Clock;
  /** For example `OKPhotoSync/0.1.0`. */
  userAgent: string;
  /** Instead of our own connections: a proxy, or a test's. It is the caller's to close. */
  dispatcher?: Dispatcher;
  /** Default: three calls a second, and no pace on loopback. */
  callSpacing?: CallSpacing;
}

export interface CallOptions {
  signal: AbortSignal;
  /** For the whole exchange, without the wait for its turn. Default one minute. */
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
  /** What must be added to our clock to get the service's, milliseconds, to about a second; null before the first good answer. */
  clockOffsetMs(): number | null;
  close(): Promise<void>;
}

const CALL_TIMEOUT_MS = 60_000;
/** Enough for reserve, commit and a few readers at once; more would only wait for the pacer. */
const API_CONNECTIONS = 4;
/** DNS, TCP and TLS together. */
export const CONNECT_TIMEOUT_MS = 20_000;

export function openApiCalls(options: ApiCallsOptions): ApiCalls {
  const { credentials, log, clock } = options;
  const base = apiBase(credentials.apiAddress);
  const pace =
    options.callSpacing ?? (base !== null && isLoopbackAddress(base) ? { spacingMs: 0 } : SERVICE_CALL_SPACING);
  const callSpacer = openCallSpacer(clock, pace);
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
      if (!(await callSpacer.turn(signal))) return remoteFailure({ who: 'stopped' }, false);
      const exchanged = await httpExchange(
        dispatcher,
        clock,
        {
          url: new URL('fb.do', base),
          headers: {
            'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
            accept: 'application/json',
            'user-agent': options.userAgent,
          },
          body: form(method, params, credentials),
          silenceMs: timeoutMs,
        },
        signal,
      );
      const answer = readAnswer(exchanged, schema, 'api', clock.now());
      if (answer.ok) {
        callSpacer.wentWell();
        if (exchanged.kind === 'answered') offsetMs = offsetOf(exchanged.headers['date'], clock.now()) ?? offsetMs;
      }
      if (!answer.ok && answer.trouble.who === 'service-throttled') callSpacer.slower();
      if (!answer.ok) logTrouble(log, method, answer);
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

/** One line per failed request: words and numbers of ours, host names, and of what came from outside only what heard.ts lets through. */
export function logTrouble(log: Log, method: string, answer: Failed): void {
  const { trouble, mayHaveHappened } = answer;
  if (trouble.who === 'stopped') return;
  log.warn('remote.trouble', {
    method,
    who: trouble.who,
    kind: 'kind' in trouble ? trouble.kind : null,
    code: 'code' in trouble ? (trouble.code ?? null) : null,
    ...(trouble.who === 'service' && trouble.heard !== undefined ? { heard: trouble.heard } : {}),
    ...(trouble.who === 'redirected' ? { host: trouble.host, to: trouble.to, how: trouble.how } : {}),
    mayHaveHappened,
  });
}
