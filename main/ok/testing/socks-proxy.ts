// A SOCKS5 proxy as small as can be, for tests: no password, addresses of IPv4 and names only.
import { createServer } from 'node:net';
import { tunnelsOf } from './tunnels.ts';

export interface SocksProxy {
  /** `socks5://127.0.0.1:port` */
  address: string;
  /** Places that connections were asked to. */
  asked: string[];
  close(): Promise<void>;
}

const wantsNoPassword = Buffer.from([5, 0]);
const connected = Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);

export async function startSocksProxy(): Promise<SocksProxy> {
  const asked: string[] = [];
  const server = createServer((client) => {
    tunnels.take(client);
    client.once('data', () => {
      client.write(wantsNoPassword);
      client.once('data', (wish) => {
        const target = targetOf(wish);
        asked.push(`${target.host}:${target.port}`);
        tunnels.open(client, target, connected);
      });
    });
  });
  const tunnels = tunnelsOf(server);
  return { address: `socks5://127.0.0.1:${await tunnels.listen()}`, asked, close: tunnels.close };
}

/** Of a CONNECT wish (RFC 1928): version, command, zero, kind of address, address, port. */
function targetOf(wish: Buffer): { host: string; port: number } {
  const named = wish[3] === 3;
  const length = named ? (wish[4] ?? 0) : 4;
  const from = named ? 5 : 4;
  const bytes = wish.subarray(from, from + length);
  return { host: named ? bytes.toString('latin1') : bytes.join('.'), port: wish.readUInt16BE(from + length) };
}
