// A connection to the session's D-Bus (Linux), in plain Node: no native module, no helper program, never blocking.
import { createConnection } from 'node:net';
import type { Socket } from 'node:net';
import { readMessage, writeCall, type Call, type Message, type Value } from './message.ts';

export interface SessionBus {
  /** Rejects with a BusError when the answer is an error, with another error when the connection ends or times out. */
  call(call: Omit<Call, 'serial'>, mostMs?: number): Promise<Value[]>;
  onSignal(run: (signal: { path: string | null; member: string | null; body: Value[] }) => void): void;
  onClose(run: () => void): void;
  close(): void;
}

/** The other side answered with an error of this name. */
export class BusError extends Error {
  override name = 'BusError';
}
export class BusSilent extends Error {
  override name = 'BusSilent';
}

const usualMs = 5_000;
const bus = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };

/** The socket that the session names; null: none that we can reach. */
export function busSocket(environment: NodeJS.ProcessEnv): string | null {
  const runtime = environment['XDG_RUNTIME_DIR'];
  const address = environment['DBUS_SESSION_BUS_ADDRESS'] ?? (runtime ? `unix:path=${runtime}/bus` : '');
  for (const one of address.split(';')) {
    const [, keys] = /^unix:(.*)$/.exec(one) ?? [];
    const named = new Map((keys ?? '').split(',').map((pair) => pair.split('=', 2) as [string, string]));
    const path = named.get('path');
    const abstract = named.get('abstract');
    if (path) return decodeURIComponent(path);
    if (abstract) return `\0${decodeURIComponent(abstract)}`;
  }
  return null;
}

/** Rejects when there is no bus, or it refuses us. */
export async function connectSessionBus(environment: NodeJS.ProcessEnv): Promise<SessionBus> {
  const path = busSocket(environment);
  if (path === null) throw new BusError('no session bus is named');
  const socket = createConnection({ path });
  const rest = await letIn(socket);
  const connection = openConnection(socket, rest);
  await connection.call({ ...bus, member: 'Hello', body: [] });
  return connection;
}

/** Authenticates by the user's number; answers the bytes that came after the bus's «OK». */
function letIn(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let heard = Buffer.alloc(0);
    const end = (error?: Error) => {
      clearTimeout(timer);
      socket.removeAllListeners();
      if (error === undefined) return;
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(() => end(new BusSilent('the bus does not answer')), usualMs);
    socket.on('error', end);
    socket.on('close', () => end(new BusError('the bus hung up')));
    socket.on('connect', () => {
      const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
    });
    socket.on('data', (part) => {
      heard = Buffer.concat([heard, part]);
      const line = heard.indexOf('\r\n');
      if (line === -1 && heard.length < 4096) return;
      if (!heard.subarray(0, Math.max(0, line)).toString('latin1').startsWith('OK ')) {
        end(new BusError('the bus does not let us in'));
        return;
      }
      end();
      socket.write('BEGIN\r\n');
      resolve(heard.subarray(line + 2));
    });
  });
}

function openConnection(socket: Socket, first: Buffer): SessionBus {
  const waiting = new Map<number, { resolve: (body: Value[]) => void; reject: (error: Error) => void }>();
  const signals: ((signal: Message) => void)[] = [];
  const closes: (() => void)[] = [];
  let received = first;
  let serial = 0;

  const end = (): void => {
    socket.destroy();
    for (const { reject } of waiting.values()) reject(new BusError('the bus hung up'));
    waiting.clear();
    for (const run of closes.splice(0)) run();
  };
  const hear = (message: Message): void => {
    if (message.type === 4) for (const run of signals) run(message);
    const asked = message.replyTo === null ? undefined : waiting.get(message.replyTo);
    if (asked === undefined || message.replyTo === null) return;
    waiting.delete(message.replyTo);
    if (message.type === 2) asked.resolve(message.body);
    else asked.reject(new BusError(message.errorName ?? 'an error without a name'));
  };
  const read = (): void => {
    try {
      for (let next = readMessage(received); next !== null; next = readMessage(received)) {
        received = next.rest;
        hear(next.message);
      }
    } catch {
      // Not a message: the stream is lost, because the next message cannot be found.
      end();
    }
  };
  socket.on('data', (part) => {
    received = Buffer.concat([received, part]);
    read();
  });
  socket.on('error', end);
  socket.on('close', end);
  read();

  return {
    call: (call, mostMs = usualMs) =>
      new Promise((resolve, reject) => {
        serial += 1;
        const own = serial;
        const timer = setTimeout(() => {
          waiting.delete(own);
          reject(new BusSilent(`${call.member} is not answered`));
        }, mostMs);
        const settle =
          <T>(run: (value: T) => void) =>
          (value: T): void => {
            clearTimeout(timer);
            run(value);
          };
        waiting.set(own, { resolve: settle(resolve), reject: settle(reject) });
        socket.write(writeCall({ ...call, serial: own }));
      }),
    onSignal: (run) => void signals.push(run),
    onClose: (run) => void closes.push(run),
    close: end,
  };
}
