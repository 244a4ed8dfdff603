import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { documentOf, SIZES } from './documents';

const SESSION = '{"id":"session","room_id":"room","active":false,"peers":{}}';

/** A 100ms that answers for any peer named `small-…` or `large-…` of a session without a list of peers, and counts. */
export class Service {
  /** Requests for peer stats so far. */
  requests = 0;
  private readonly server: Server;
  /** The answers, made once: what is measured is not their making. */
  private readonly answers = new Map<string, string>(
    Object.values(SIZES).map((size) => [size.name, documentOf(size, 'peer')])
  );

  constructor() {
    this.server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const size = (searchParams.get('peer_id') ?? '').split('-')[0] ?? '';
      const isStats = pathname === '/v2/analytics/peer-stats';
      this.requests += isStats ? 1 : 0;
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(isStats ? this.answers.get(size) : SESSION);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  bytesOf(size: string): number {
    return this.answers.get(size)?.length ?? 0;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
