// Removes interim answers (HTTP 1xx) before undici reads them: they are legal at any time and any number of times, but
// undici takes an unasked 100 for a broken connection.
import type { Socket } from 'node:net';
import { buildConnector, Client, Pool, type Dispatcher } from 'undici';

/** The first line of an interim answer. 101 is none: it changes the protocol, and we never ask for that. */
const INTERIM = /^HTTP\/1\.[01] 1(?!01)\d\d[ \r\n]/u;
/** Bytes of the first line that must be there to recognise it. */
const KNOWN_BYTES = 13;
/** Fewer bytes than this are no reason to wait for more: the end of an answer may look like the beginning of one. */
const TELLING = 'HTTP/1';
/** A longer head is no interim answer. */
const LONGEST_HEAD = 16 * 1024;

/** `rest` is for the reader; `held` may be the beginning of an interim answer. */
export function withoutInterim(came: Buffer): { rest: Buffer; held: Buffer } {
  const none = Buffer.alloc(0);
  let at = 0;
  for (;;) {
    const left = came.subarray(at);
    const start = left.toString('latin1', 0, KNOWN_BYTES);
    if (start.length < TELLING.length || !start.startsWith(TELLING)) return { rest: left, held: none };
    if (start.length < KNOWN_BYTES)
      return 'HTTP/1.'.startsWith(start.slice(0, 7)) && /^HTTP\/1(?:\.(?:[01](?: (?:1\d{0,2})?)?)?)?$/u.test(start)
        ? { rest: none, held: left }
        : { rest: left, held: none };
    if (!INTERIM.test(start)) return { rest: left, held: none };
    const end = left.indexOf('\r\n\r\n');
    if (end < 0) return left.length > LONGEST_HEAD ? { rest: left, held: none } : { rest: none, held: left };
    at += end + 4;
  }
}

/** The reader of this connection sees no interim answers any more. */
function leaveOutInterim(socket: Socket): void {
  const read = socket.read.bind(socket) as (size?: number) => Buffer | null;
  let held: Buffer | null = null;
  socket.read = (size?: number): Buffer | null => {
    for (;;) {
      const came = read(size);
      if (came === null) return null;
      // The usual answer: nothing is held, and it does not begin like an interim one.
      if (held === null && !came.subarray(0, 10).includes('HTTP/1.')) return came;
      const split = withoutInterim(held === null ? came : Buffer.concat([held, came]));
      held = split.held.length > 0 ? split.held : null;
      if (split.rest.length > 0) return split.rest;
    }
  };
}

/** For an Agent's `factory`: connections to one server, with undici's connector or that of a ProxyAgent. */
export function poolWithoutInterim(origin: string | URL, options: object): Dispatcher {
  const given = options as Pool.Options;
  const connect = typeof given.connect === 'function' ? given.connect : buildConnector({ ...given.connect });
  const filtered: buildConnector.connector = (to, callback) =>
    connect(to, (...result) => {
      // On an error undici leaves the second one out.
      if (result[1]) leaveOutInterim(result[1]);
      callback(...result);
    });
  const all = { ...given, connect: filtered };
  return given.connections === 1 ? new Client(origin, all) : new Pool(origin, all);
}
