import { freePort } from '@chat/loopback/free-port';
import { Killable } from '@chat/loopback/killable';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '../../../server/dist/main.js');

/** Our server, built, with the page in it; it can be ended and begun again on the same ports. */
export class ChatServer {
  readonly port: number;
  readonly url: string;
  readonly #program: Killable;

  private constructor(port: number, webPort: number) {
    this.port = port;
    this.url = `http://127.0.0.1:${webPort}/`;
    const options = ['--web-port', String(webPort), '--web-host', '127.0.0.1'];
    this.#program = new Killable([process.execPath, PROGRAM, String(port), ...options]);
  }

  static async run(): Promise<ChatServer> {
    const server = new ChatServer(await freePort(), await freePort());
    await server.begin();
    return server;
  }

  async begin(): Promise<void> {
    this.#program.begin();
    await this.#program.until(() => isServed(this.url));
  }

  async end(): Promise<void> {
    await this.#program.end('SIGKILL');
  }
}

async function isServed(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
