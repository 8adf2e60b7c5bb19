import { existsSync, readdirSync, readFileSync } from 'node:fs';
import pidtree from 'pidtree';
import pidusage from 'pidusage';
import { sum, type Used } from './used';

const NANOSECONDS = 1e9;

/** A server's process and those it has started, as the operating system counts what they use. */
class ServerProcesses {
  private constructor(private readonly pids: readonly number[]) {}

  static async of(pid: number): Promise<ServerProcesses> {
    return new ServerProcesses(await pidtree(pid, { root: true }));
  }

  /**
   * User and system time since they began, in seconds: on Linux to the nanosecond, elsewhere to some
   * hundredths of a second.
   */
  async cpuSeconds(): Promise<number> {
    if (existsSync('/proc/self/schedstat')) return sum(this.pids.map(scheduledSeconds));
    return sum(Object.values(await pidusage([...this.pids])).map(({ ctime }) => ctime / 1000));
  }

  async residentBytes(): Promise<number> {
    return sum(Object.values(await pidusage([...this.pids])).map(({ memory }) => memory));
  }
}

/** The servers of a system, and what joins them. */
export class SystemProcesses {
  private constructor(
    private readonly servers: readonly ServerProcesses[],
    private readonly broker?: ServerProcesses,
  ) {}

  static async of({
    servers,
    broker,
  }: {
    readonly servers: readonly { readonly pid: number }[];
    readonly broker?: number;
  }): Promise<SystemProcesses> {
    return new SystemProcesses(
      await Promise.all(servers.map(({ pid }) => ServerProcesses.of(pid))),
      broker === undefined ? undefined : await ServerProcesses.of(broker),
    );
  }

  async used(): Promise<Used> {
    return {
      servers: await Promise.all(this.servers.map((server) => server.cpuSeconds())),
      broker: (await this.broker?.cpuSeconds()) ?? 0,
    };
  }

  /** Of all servers. */
  async residentBytes(): Promise<number> {
    return sum(await Promise.all(this.servers.map((server) => server.residentBytes())));
  }
}

/** How long the threads of a process have run on a core, of those that it still has. */
function scheduledSeconds(pid: number): number {
  const folder = `/proc/${pid}/task`;
  return sum(
    readdirSync(folder).map((thread) => {
      const [nanoseconds] = readFileSync(`${folder}/${thread}/schedstat`, 'utf8').split(' ');
      return Number(nanoseconds) / NANOSECONDS;
    }),
  );
}
