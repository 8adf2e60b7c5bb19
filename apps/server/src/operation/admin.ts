import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ADMIN_CONNECTIONS } from '../listen/open-files';
import type { ChatServer } from '../server';
import { metricsOf } from './metrics';

/**
 * Milliseconds that a request, and a connection on which nothing moves, may take: there are few of them,
 * so that they take no open file from the chat.
 */
const TIMES = { headersTimeout: 2000, requestTimeout: 2000, connectionsCheckingInterval: 500 };
const STALL = 5000;

/** What a person or a program that runs the server asks it, over HTTP. */
export class AdminServer {
  readonly #http = createServer(TIMES, (request, response) => void this.#answer(request, response));
  readonly #server: ChatServer;
  readonly #metrics;

  constructor(server: ChatServer) {
    this.#server = server;
    this.#http.maxConnections = ADMIN_CONNECTIONS;
    this.#http.setTimeout(STALL);
    this.#metrics = metricsOf(server);
  }

  /**
   * @param port 0 to 65535; 0 takes a free one
   * @returns where it listens
   * @throws the system's error, such as `EADDRINUSE`
   */
  async listen(port: number, host: string | undefined): Promise<AddressInfo> {
    this.#http.listen({ port, host });
    await once(this.#http, 'listening');
    return this.#http.address() as AddressInfo;
  }

  /** Answers no more. */
  close(): void {
    this.#http.close();
    this.#http.closeAllConnections();
  }

  async #answer({ method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (status: number, body: string): void => {
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(body);
    };
    if (method !== 'GET' && method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      text(405, 'Only GET and HEAD are answered.\n');
      return;
    }
    switch (url?.split('?', 1)[0]) {
      case '/healthz':
        text(200, 'ok\n');
        break;
      case '/readyz':
        if (this.#server.unready !== undefined) text(503, `${this.#server.unready}\n`);
        else text(200, 'ready\n');
        break;
      case '/metrics': {
        const metrics = await this.#metrics.metrics();
        response.writeHead(200, { 'Content-Type': this.#metrics.contentType }).end(metrics);
        break;
      }
      default:
        text(404, 'There are /healthz, /readyz and /metrics.\n');
    }
  }
}
