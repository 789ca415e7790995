// One HTTP request and its whole answer, small and as text. Never follows redirects, never repeats, never throws for
// the network.
import { systemErrorCode } from '../../shared/system-error-code.ts';
import type { Dispatcher } from 'undici';
import { answerText } from './answer-text.ts';
import type { ApiClock } from './ports.ts';

export interface Outgoing {
  url: URL;
  headers: Record<string, string>;
  body: string | Buffer | AsyncIterable<Uint8Array>;
  /** Longest silence until the whole answer is here, milliseconds; begins anew with each reported activity. */
  silenceMs: number;
}

export type Failure =
  /** The caller's signal, or the connections were closed. */
  | 'stopped'
  | 'timeout'
  /** No connection could be made. */
  | 'unreachable'
  /** Something answered, but not with a certificate or a protocol we accept. */
  | 'untrusted'
  /** The connection broke, or the body could not be read. */
  | 'broken'
  /** The answer is larger than anything the service says, or no HTTP. */
  | 'unreadable';

export type Exchanged =
  | {
      kind: 'answered';
      /** Of the request: a redirect is compared with it. */
      url: URL;
      status: number;
      headers: Readonly<Record<string, string | string[] | undefined>>;
      text: string;
    }
  /** `sent`: at least one byte of the request may have left. */
  | { kind: 'failed'; why: Failure; sent: boolean };

/** Real answers are a few kilobytes; a page of 100 photos about 60. */
export const MAX_ANSWER_BYTES = 1024 * 1024;

/** The body moved on: the silence starts anew; `allowMs` replaces `silenceMs` from there. */
export type ReportActivity = (allowMs?: number) => void;

/**
 * @param begin called with the exchange's `ReportActivity` before anything is sent
 */
export function httpExchange(
  dispatcher: Dispatcher,
  clock: ApiClock,
  outgoing: Outgoing,
  signal: AbortSignal,
  begin?: (reportActivity: ReportActivity) => void,
): Promise<Exchanged> {
  if (signal.aborted) return Promise.resolve({ kind: 'failed', why: 'stopped', sent: false });
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | null = null;
    let settled = false;
    let status = 0;
    let headers: Readonly<Record<string, string | string[] | undefined>> = {};
    let pieces: Buffer[] = [];
    let bytes = 0;
    const silence = openSilenceTimer(clock, outgoing.silenceMs, () => giveUp('timeout'));

    const settle = (end: Exchanged): void => {
      if (settled) return;
      settled = true;
      silence.cancel();
      signal.removeEventListener('abort', onStop);
      pieces = [];
      resolve(end);
    };
    const fail = (why: Failure): void => settle({ kind: 'failed', why, sent: controller !== null });
    const giveUp = (why: Failure): void => {
      fail(why);
      controller?.abort(new Error(why));
    };
    function onStop(): void {
      giveUp('stopped');
    }
    signal.addEventListener('abort', onStop);
    begin?.(silence.reportActivity);

    dispatcher.dispatch(
      {
        origin: outgoing.url.origin,
        path: outgoing.url.pathname + outgoing.url.search,
        method: 'POST',
        // Answers are small, and a packed one is only one more thing that can break on its way.
        headers: { 'accept-encoding': 'identity', ...outgoing.headers },
        // undici takes any async iterable; its types name only streams.
        body: outgoing.body as Buffer,
        // The silence above is the only measure of time: undici's own timers count neither body nor a fake clock.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      {
        onRequestStart(started) {
          if (settled) {
            started.abort(new Error('stopped'));
            return;
          }
          controller = started;
          silence.reportActivity();
        },
        onResponseStart(_controller, statusCode, responseHeaders) {
          status = statusCode;
          headers = responseHeaders;
          if (Number(responseHeaders['content-length'] ?? 0) > MAX_ANSWER_BYTES) giveUp('unreadable');
        },
        onResponseData(_controller, chunk) {
          bytes += chunk.length;
          if (bytes > MAX_ANSWER_BYTES) giveUp('unreadable');
          else if (!settled) pieces.push(chunk);
        },
        onResponseEnd() {
          if (settled) return;
          void answerText(Buffer.concat(pieces), headers, MAX_ANSWER_BYTES).then((text) => {
            if (text === null) fail('unreadable');
            else settle({ kind: 'answered', url: outgoing.url, status, headers, text });
          });
        },
        onResponseError(_controller, error) {
          fail(failureOf(error, controller !== null));
        },
      },
    );
  });
}

/** Calls `onSilence` once, when no activity was reported for so long. A report is cheap: it sets no timer anew. */
export function openSilenceTimer(
  clock: ApiClock,
  silenceMs: number,
  onSilence: () => void,
): { reportActivity: ReportActivity; cancel(): void } {
  let allowMs = silenceMs;
  let activeAt = clock.steady();
  let isCancelled = false;
  let cancelTimer = clock.after(allowMs, onTimer);

  function onTimer(): void {
    const leftMs = activeAt + allowMs - clock.steady();
    if (leftMs > 0) cancelTimer = clock.after(leftMs, onTimer);
    else onSilence();
  }

  return {
    reportActivity(newAllowMs) {
      activeAt = clock.steady();
      if (isCancelled || newAllowMs === undefined || newAllowMs === allowMs) return;
      allowMs = newAllowMs;
      cancelTimer();
      cancelTimer = clock.after(allowMs, onTimer);
    },
    cancel() {
      isCancelled = true;
      cancelTimer();
    },
  };
}

function failureOf(error: unknown, sent: boolean): Failure {
  const code = systemErrorCode(error);
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') return 'stopped';
  if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') return 'unreadable';
  if (sent) return 'broken';
  return /CERT|SSL|TLS|SIGNATURE|^EPROTO$/u.test(code) ? 'untrusted' : 'unreachable';
}
