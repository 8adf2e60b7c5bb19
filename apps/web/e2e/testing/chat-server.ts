import { accepts } from '@chat/loopback/accepts';
import { type CertificateFiles } from '@chat/loopback/certificate';
import { freePort } from '@chat/loopback/free-port';
import { Killable } from '@chat/loopback/killable';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '../../../server/dist/main.js');

/** Our server, built, with the page in it; it can be ended and begun again on the same ports. */
export class ChatServer {
  readonly port: number;
  readonly url: string;
  readonly #program: Killable;

  private constructor(
    port: number,
    private readonly webPort: number,
    tls?: CertificateFiles,
  ) {
    this.port = port;
    this.url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${webPort}/`;
    const options = ['--web-port', String(webPort), '--web-host', '127.0.0.1'];
    if (tls !== undefined) options.push('--tls-cert', tls.cert, '--tls-key', tls.key);
    this.#program = new Killable([process.execPath, PROGRAM, String(port), ...options]);
  }

  /** @param tls the files of its certificate, if it speaks TLS */
  static async run(tls?: CertificateFiles): Promise<ChatServer> {
    const server = new ChatServer(await freePort(), await freePort(), tls);
    await server.begin();
    return server;
  }

  async begin(): Promise<void> {
    this.#program.begin();
    await this.#program.until(() => accepts(this.webPort));
  }

  async end(): Promise<void> {
    await this.#program.end('SIGKILL');
  }
}
