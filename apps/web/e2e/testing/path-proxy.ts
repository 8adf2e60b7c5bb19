import { type CertificateFiles } from '@chat/loopback/certificate';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

const PATH = '/under/a/path/';

/** A proxy that ends TLS and has a page under a path, as nginx does with a `location` and a `proxy_pass`. */
export class PathProxy {
  readonly #server: Server;

  private constructor({ cert, key }: CertificateFiles, port: number) {
    const options = { cert: readFileSync(cert), key: readFileSync(key) };
    this.#server = createServer(options, ({ url = '', method, headers }, response) => {
      if (!url.startsWith(PATH)) {
        response.writeHead(404).end();
        return;
      }
      const path = url.slice(PATH.length - 1);
      ask({ port, path, method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      }).end();
    });
    this.#server.on('upgrade', ({ url = '', rawHeaders }, client: Duplex) => {
      const server = connect(port, '127.0.0.1');
      const lines = rawHeaders.map((word, index) => word + (index % 2 === 0 ? ': ' : '\r\n'));
      server.write(`GET ${url.slice(PATH.length - 1)} HTTP/1.1\r\n${lines.join('')}\r\n`);
      client.pipe(server).pipe(client);
      client.on('error', () => server.destroy());
      server.on('error', () => client.destroy());
    });
  }

  /** @param port where the page is, on this machine */
  static async run(certificate: CertificateFiles, port: number): Promise<PathProxy> {
    const proxy = new PathProxy(certificate, port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}${PATH}`;
  }

  async end(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
