// What the small proxies of tests have in common: a place to listen at, tunnels from a client to where it wants to, and an end for all of them.
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Tunnels {
  /** A client that came: it ends with the proxy, and its errors are nobody's trouble. */
  take(client: Socket): void;
  /** Joins the client to this place, and says so to it by `connected`. */
  open(client: Socket, place: { host: string; port: number }, connected: string | Buffer): void;
  /** Begins to listen on this computer. Answers the port. */
  listen(): Promise<number>;
  close(): Promise<void>;
}

export function tunnelsOf(server: Server): Tunnels {
  const clients = new Set<Socket>();
  return {
    take(client) {
      clients.add(client);
      client.on('close', () => clients.delete(client));
      client.on('error', () => undefined);
    },
    open(client, { host, port }, connected) {
      const far = connect(port, host, () => {
        client.write(connected);
        far.pipe(client);
        client.pipe(far);
      });
      far.on('error', () => client.destroy());
      client.on('close', () => far.destroy());
    },
    async listen() {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return (server.address() as AddressInfo).port;
    },
    async close() {
      for (const client of clients) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
