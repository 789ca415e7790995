// A proxy as small as can be, for tests: tunnels by CONNECT, counts them, and refuses on demand.
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { tunnelsOf } from './tunnels.ts';

export interface ConnectProxy {
  /** `http://127.0.0.1:port` */
  address: string;
  /** Places that tunnels were asked to, oldest first. */
  asked: string[];
  /** From now on tunnels get this answer instead; null: they are opened. */
  refuse(status: number | null): void;
  close(): Promise<void>;
}

export async function startConnectProxy(): Promise<ConnectProxy> {
  const asked: string[] = [];
  let refusal: number | null = null;
  const server = createServer((_request, response) => response.writeHead(405).end());
  const tunnels = tunnelsOf(server);
  server.on('connect', (request, client: Socket) => {
    asked.push(request.url ?? '');
    tunnels.take(client);
    if (refusal !== null) {
      client.end(`HTTP/1.1 ${refusal} Refused\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${request.url ?? ''}`);
    const target = { host: hostname, port: Number(port || 80) };
    tunnels.open(client, target, 'HTTP/1.1 200 Connection Established\r\n\r\n');
  });
  return {
    address: `http://127.0.0.1:${await tunnels.listen()}`,
    asked,
    refuse: (status) => void (refusal = status),
    close: tunnels.close,
  };
}
