// A SOCKS5 proxy as small as can be, for tests: no password, addresses of IPv4 and names only.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

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
  const open = new Set<Socket>();
  const server = createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => undefined);
    client.once('data', () => {
      client.write(wantsNoPassword);
      client.once('data', (wish) => {
        const place = placeOf(wish);
        asked.push(`${place.host}:${place.port}`);
        const far = connect(place.port, place.host, () => {
          client.write(connected);
          far.pipe(client);
          client.pipe(far);
        });
        far.on('error', () => client.destroy());
        client.on('close', () => far.destroy());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `socks5://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Of a CONNECT wish (RFC 1928): version, command, zero, kind of address, address, port. */
function placeOf(wish: Buffer): { host: string; port: number } {
  const named = wish[3] === 3;
  const length = named ? (wish[4] ?? 0) : 4;
  const from = named ? 5 : 4;
  const bytes = wish.subarray(from, from + length);
  return { host: named ? bytes.toString('latin1') : bytes.join('.'), port: wish.readUInt16BE(from + length) };
}
