import type { Encryption } from '../listen/tls';
import type { Options } from '../operation/options';
import { ChatServer } from '../server';
import type { Page } from '../web/page';
import { WebPort } from '../web/web-port';

const servers: ChatServer[] = [];

/** A server on a free port of each kind. */
export async function startWeb(
  page: Page,
  options: Partial<Options> = {},
  encryption?: Encryption,
): Promise<{ server: ChatServer; port: number; webPort: number }> {
  const server = new ChatServer({ webHost: '127.0.0.1', ...options }, { encryption });
  servers.push(server);
  const { port } = await server.listen(0);
  const web = await server.listenToWeb(0, (surroundings) => new WebPort(page, surroundings));
  return { server, port, webPort: web.port };
}

/** Stops the servers of a test. */
export async function stopServers(): Promise<void> {
  for (const server of servers.splice(0)) if (!server.draining) await server.close();
}
