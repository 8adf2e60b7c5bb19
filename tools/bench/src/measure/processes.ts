import pidtree from 'pidtree';
import pidusage from 'pidusage';

/** What processes have used, as the operating system counts it. */
export interface Usage {
  /** User and system time since they began, in seconds. */
  readonly cpuSeconds: number;
  /** Resident memory, in bytes. */
  readonly residentBytes: number;
}

/** A process and those it has started. */
export async function processTree(pid: number): Promise<number[]> {
  return pidtree(pid, { root: true });
}

export async function usage(pids: readonly number[]): Promise<Usage> {
  const all = Object.values(await pidusage([...pids]));
  const sum = (pick: (one: (typeof all)[number]) => number): number =>
    all.reduce((total, one) => total + pick(one), 0);
  return {
    cpuSeconds: sum(({ ctime }) => ctime) / 1000,
    residentBytes: sum(({ memory }) => memory),
  };
}
