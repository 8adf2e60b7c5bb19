import { type Scenario } from '../scenarios';
import { type WireName } from '../wires';

/** What the generator is asked to do with one server. */
export interface Job {
  readonly wire: WireName;
  readonly port: number;
  /** The server's process; those it has started are measured with it. */
  readonly pid: number;
  readonly scenario: Scenario;
  /** CPU seconds of the server that the measurement lasts at least. */
  readonly seconds: number;
  /** Messages per second of the paced load; if not given, half of what saturates this server. */
  readonly rate: number | undefined;
  /** What the storm draws its random numbers from. */
  readonly seed: number;
}

/** What a server did under full load. */
export interface Measurement {
  readonly deliveries: number;
  /** Messages that were delivered, each to all its receivers. */
  readonly messages: number;
  /** User and system time that the server took for them. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

/** How long deliveries take when messages come at a steady rate, in milliseconds. */
export interface Latency {
  /** Messages per second. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

/** All that one run brings. */
export interface Report extends Measurement {
  /** Where messages can be paced. */
  readonly latency?: Latency;
  /** Resident memory of the server for each idle connection, in bytes, where there are some. */
  readonly idleBytes?: number;
}

export type Answer = { readonly report: Report } | { readonly fault: string };
