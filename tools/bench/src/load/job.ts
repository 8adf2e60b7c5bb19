import { type Scenario } from '../scenarios';
import { type WireName } from '../wires';

/** What the generator is asked to do with one system. */
export interface Job {
  readonly wire: WireName;
  /** Whether it is TLS that the wire goes through. */
  readonly secure: boolean;
  /** Where its servers listen, and their processes; those that these have started are measured too. */
  readonly servers: readonly { readonly port: number; readonly pid: number }[];
  /** The process of what joins them, if something does. */
  readonly broker?: number;
  /** Connections that a server lets wait until it accepts them. */
  readonly backlog: number;
  readonly scenario: Scenario;
  /** CPU seconds of the servers that the closed loop lasts, and seconds that each rate does, at least. */
  readonly seconds: number;
  /** Messages per second of all senders together, one rate behind the other, ascending. */
  readonly rates: readonly number[];
  /** What the random numbers are drawn from. */
  readonly seed: number;
}

/** What a system did for some time. */
export interface Measurement {
  /** Messages that members have received from others; a sender's own, where it gets them, are none. */
  readonly deliveries: number;
  /** User and system time that all servers took for them. */
  readonly cpuSeconds: number;
  /** And each of them. */
  readonly serverCpuSeconds: readonly number[];
  /** And what joins them: 0 if nothing does. */
  readonly brokerCpuSeconds: number;
  readonly wallSeconds: number;
  /** The part of its core that the generator was busy, 0 to 1. */
  readonly generator: number;
}

/** How long deliveries take, from when their messages were due, in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

/** What a system did while messages came at a rate. */
export interface Step extends Measurement {
  /** Messages per second that were due. */
  readonly rate: number;
  readonly latency: Latency;
  /** Why there is no higher rate: the server fell behind, or the generator was too busy to tell. */
  readonly end?: 'behind' | 'busy';
}

/** All that one run brings. */
export interface Report {
  readonly closed: Measurement;
  /** Where messages come at given rates, those that were reached. */
  readonly steps: readonly Step[];
  /** Resident memory of the servers for each idle connection, in bytes, where there are some. */
  readonly idleBytes?: number;
}

export type Answer = { readonly report: Report } | { readonly fault: string };
