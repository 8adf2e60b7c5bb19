import { NO_HABITS, type Habits } from '../../roots/habits';
import { withLastWords } from '../../running/last-words';
import { Patience } from '../../running/patience';
import { commandLine } from '../../running/program';
import { onFreePort } from '@chat/loopback/free-port';
import { type Wire } from '../../running/wire';
import { RunningServer } from './running-server';

/** A server as the checks know it: a command line in which `{port}` is filled in, `{cert}` and `{key}` too. */
export class ServerUnderTest {
  habits: Habits = NO_HABITS;
  readonly patience = new Patience();
  /** The least that it took so far until it accepted a connection, in milliseconds. */
  #quickest = Infinity;

  constructor(
    readonly command: string,
    readonly wire?: Wire,
    /** How many it is, each with the next connection: what one has told of, another may tell of later. */
    readonly servers = 1,
  ) {}

  argv(port: number): string[] {
    return commandLine(this.command, { ...this.wire?.files, port: String(port) });
  }

  /** The command line without its argument, and with others instead. */
  argvWith(...others: string[]): string[] {
    const program = commandLine(this.command, { ...this.wire?.files }).filter(
      (word) => !word.includes('{port}'),
    );
    return [...program, ...others];
  }

  /** Starts a fresh server, on a free port unless one is given, and waits until it accepts. */
  async start(port?: number): Promise<RunningServer> {
    return port === undefined ? onFreePort((free) => this.#startOn(free)) : this.#startOn(port);
  }

  async #startOn(port: number): Promise<RunningServer> {
    const start = performance.now();
    const pause = Number.isFinite(this.#quickest) ? this.#quickest / 2 : 0;
    const server = await RunningServer.start(this.argv(port), port, pause, this.wire);
    server.servers = this.servers;
    this.#quickest = Math.min(this.#quickest, performance.now() - start);
    return server;
  }
}

/** A check's `run`, against a server of its own. */
export function serving(
  body: (server: RunningServer) => Promise<void>,
): (subject: ServerUnderTest) => Promise<void> {
  return async (subject) => {
    const server = await subject.start();
    try {
      await withLastWords(() => body(server));
    } finally {
      await server.stop();
    }
  };
}
