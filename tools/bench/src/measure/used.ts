import { type Measurement } from '../load/job';

/** CPU seconds since they began: of each server, and of what joins them. */
export interface Used {
  readonly servers: readonly number[];
  readonly broker: number;
}

type Spent = Pick<Measurement, 'cpuSeconds' | 'serverCpuSeconds' | 'brokerCpuSeconds'>;

export function usedSince(before: Used, now: Used): Spent {
  const serverCpuSeconds = now.servers.map((used, place) => used - (before.servers[place] ?? 0));
  return {
    cpuSeconds: sum(serverCpuSeconds),
    serverCpuSeconds,
    brokerCpuSeconds: now.broker - before.broker,
  };
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
