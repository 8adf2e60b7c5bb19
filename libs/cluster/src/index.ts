export type { Clock } from './clock';
export { Cluster, type ClusterOptions } from './cluster';
export type { Figures } from './figures';
export type { Log } from './log';
export { parseServerAddress, type ServerAddress } from './server-address';
