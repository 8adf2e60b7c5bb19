export type { Clock } from './clock';
export { Cluster, type ClusterOptions } from './cluster';
export type { Figures } from './figures';
export type { Log } from './log';
export type { NodeAddress } from './nats-broker';
