import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate } from '@chat/loopback/certificate';
import { freePort } from '@chat/loopback/free-port';
import { configuration, dataOf, letIn, type Ports, type User } from './configuration';
import { makeCredentials } from './credentials';
import { Node } from './node';
import { natsServer } from './program';
import { rightsOf, type Rights } from './rights';

export { type Node } from './node';
export { rightsOf, type Rights } from './rights';

export interface BrokerOptions {
  /** A single broker, if left out. */
  readonly nodes?: 1 | 3;
  /** Clients must use TLS, and trust {@link Broker.ca}. */
  readonly tls?: boolean;
  /** The account of the servers is let in by {@link Broker.credentials}, and nobody by a password. */
  readonly operatorMode?: boolean;
  /** What the account of the servers may do: what the prefix `chat` needs, if left out. */
  readonly rights?: Rights;
  /** Lines of a configuration that go into each node's as they are: `max_payload: 4096`. */
  readonly lines?: readonly string[];
}

const folders = new Set<string>();

process.once('exit', () => {
  folders.forEach(removeFolder);
});

function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** A NATS of one node or three, with JetStream, on the loopback; all it stores is in a temporary folder. */
export class Broker {
  /** The one node, or the three. */
  readonly nodes: readonly Node[];
  /** The PEM file of the authority to trust, if there is TLS. */
  readonly ca: string | undefined;
  /** The credentials file of a chat server, in operator mode. */
  readonly credentials: string | undefined;
  readonly #folder: string;
  readonly #configure: (terms: Terms) => Promise<void>;
  #terms: Terms;

  private constructor(
    folder: string,
    nodes: readonly Node[],
    terms: Terms,
    { ca, credentials }: Files,
    configure: (terms: Terms) => Promise<void>,
  ) {
    this.#folder = folder;
    this.nodes = nodes;
    this.#terms = terms;
    this.#configure = configure;
    this.ca = ca;
    this.credentials = credentials;
    folders.add(folder);
  }

  /** Starts it and waits until it is ready. */
  static async start(options: BrokerOptions = {}): Promise<Broker> {
    const { nodes: count = 1, rights = rightsOf('chat'), lines = [] } = options;
    const program = await natsServer();
    const folder = await mkdtemp(join(tmpdir(), 'chat-broker-'));
    const certificate = options.tls === true ? await makeCertificate(folder) : undefined;
    const terms = {
      server: { name: 'server', password: 'server-secret', rights },
      operator: { name: 'operator', password: 'operator-secret' },
      lines,
    };
    const signed =
      options.operatorMode === true ? await makeCredentials(folder, rights) : undefined;
    const ports = await Promise.all(Array.from({ length: count }, freePorts));
    const fileOf = (index: number): string => join(folder, `node-${index}.conf`);
    const nodes = ports.map((own, index) => new Node(program, fileOf(index), own));
    const configure = async ({ server, operator, lines }: Terms): Promise<void> => {
      const accounts = signed?.lines ?? letIn([server, operator]);
      const settings = { folder, accounts, tls: certificate, lines };
      for (const index of nodes.keys()) {
        await writeFile(fileOf(index), configuration(index, ports, settings));
      }
    };
    const files = { ca: certificate?.cert, credentials: signed?.file };
    const broker = new Broker(folder, nodes, terms, files, configure);
    await configure(terms);
    try {
      await broker.restart();
    } catch (error) {
      await broker.stop();
      throw error;
    }
    return broker;
  }

  /**
   * The addresses with the account of a chat server in them, separated by commas: what `--nats` takes.
   *
   * @param ports where the nodes are reached, if not where they listen: through proxies
   */
  addresses(ports = this.nodes.map((node) => node.ports.client)): string {
    return this.#addresses(this.#terms.server, ports).join(',');
  }

  /** The addresses with the account of an operator in them, who may do everything. */
  get operatorAddresses(): string[] {
    return this.#addresses(
      this.#terms.operator,
      this.nodes.map((node) => node.ports.client),
    );
  }

  /** Ends what runs, all at once, and starts all nodes with the data that they had. */
  async restart(how: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.end(how)));
    await Promise.all(this.nodes.map((node) => node.start()));
  }

  /** Ends nodes, as a crash, and starts them with nothing stored. */
  async lose(nodes = this.nodes): Promise<void> {
    await Promise.all(nodes.map((node) => node.end('SIGKILL')));
    for (const node of nodes) removeFolder(dataOf(this.#folder, this.nodes.indexOf(node)));
    await Promise.all(nodes.map((node) => node.start()));
  }

  /** From now on the account of the servers, which is let in by its password, may do this. */
  async allow(rights: Rights): Promise<void> {
    await this.#change({ server: { ...this.#terms.server, rights } });
    for (const node of this.nodes) node.reload();
  }

  /** Ends all nodes as an operator does, and starts them with these lines in their configuration instead of others. */
  async restartWith(lines: readonly string[]): Promise<void> {
    await this.#change({ lines });
    await this.restart();
  }

  /** Ends it and removes its data. */
  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.end('SIGKILL')));
    folders.delete(this.#folder);
    removeFolder(this.#folder);
  }

  async #change(change: Partial<Terms>): Promise<void> {
    this.#terms = { ...this.#terms, ...change };
    await this.#configure(this.#terms);
  }

  #addresses({ name, password }: User, ports: readonly number[]): string[] {
    const scheme = this.ca === undefined ? 'nats' : 'tls';
    return ports.map((port) => `${scheme}://${name}:${password}@127.0.0.1:${port}`);
  }
}

/** What a configuration says that may change. */
interface Terms {
  readonly server: User;
  readonly operator: User;
  readonly lines: readonly string[];
}

interface Files {
  readonly ca: string | undefined;
  readonly credentials: string | undefined;
}

async function freePorts(): Promise<Ports> {
  const [client, monitor, cluster] = [await freePort(), await freePort(), await freePort()];
  return { client, monitor, cluster };
}
