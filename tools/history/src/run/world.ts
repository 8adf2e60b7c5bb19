import { join } from 'node:path';
import { Broker } from '@chat/broker';
import { FaultProxy } from '@chat/loopback/fault-proxy';
import { freePort } from '@chat/loopback/free-port';
import { Killable } from '@chat/loopback/killable';

const PROGRAM = join(import.meta.dirname, '../../../../apps/server/dist/main.js');

/** A chat server of several. */
export class ChatServer extends Killable {
  constructor(
    readonly port: number,
    /** The ways to the nodes of the broker, which are its own. */
    readonly links: readonly FaultProxy[],
    broker: Broker | undefined,
    options: readonly string[] = [],
  ) {
    const addresses = broker?.addresses(links.map((link) => link.port));
    const cluster = addresses === undefined ? [] : ['--nats', addresses];
    super([process.execPath, PROGRAM, '--host', '127.0.0.1', ...cluster, ...options, String(port)]);
  }

  /** Begins, and waits until it listens. */
  async start(): Promise<void> {
    this.begin();
    await this.until(() => Promise.resolve(this.lastWords.includes('Listening on port')));
  }
}

/** A node that is to leave lets the first client go after a second, and all within 30 s: it knows no less. */
const LEAVING = ['lame_duck_grace_period: "1s"', 'lame_duck_duration: "30s"'];

export interface Size {
  readonly servers: number;
  /** Nodes of the broker; a single server needs none. */
  readonly nodes: 0 | 1 | 3;
}

/** Chat servers, a broker, and the ways between them, all of which can be harmed. */
export class World {
  private constructor(
    readonly servers: readonly ChatServer[],
    readonly broker: Broker | undefined,
  ) {}

  static async start({ servers: count, nodes }: Size): Promise<World> {
    const broker = nodes === 0 ? undefined : await Broker.start({ nodes, lines: LEAVING });
    const servers = await Promise.all(
      Array.from({ length: count }, async () => {
        const ports = broker?.nodes.map(({ ports: { client } }) => client) ?? [];
        const links = await Promise.all(ports.map((port) => FaultProxy.to(port)));
        return new ChatServer(await freePort(), links, broker);
      }),
    );
    const world = new World(servers, broker);
    try {
      await Promise.all(servers.map((server) => server.start()));
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.end('SIGKILL')));
    for (const { links } of this.servers)
      links.forEach((link) => {
        link.close();
      });
    await this.broker?.stop();
  }
}
