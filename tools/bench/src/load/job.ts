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
}

/** What came of it. */
export interface Measurement {
  readonly deliveries: number;
  /** User and system time that the server took for them. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

export type Answer = { readonly measurement: Measurement } | { readonly fault: string };
