// What the small proxies of tests share: listening, tunnels from a client to its target, and closing all of them.
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Tunnels {
  /** A client's connection: it ends with the proxy, and its errors are ignored. */
  take(client: Socket): void;
  /** Connects the client to this target, and then writes `connected` to it. */
  open(client: Socket, target: { host: string; port: number }, connected: string | Buffer): void;
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
