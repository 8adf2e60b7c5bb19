import { existsSync, readdirSync, readFileSync } from 'node:fs';
import pidtree from 'pidtree';
import pidusage from 'pidusage';

const NANOSECONDS = 1e9;

/** A server's process and those it has started, as the operating system counts what they use. */
export class ServerProcesses {
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
