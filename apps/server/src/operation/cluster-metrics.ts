import type { Cluster } from '@chat/cluster';
import { Counter, Gauge, type Registry } from 'prom-client';

type Metrics = Readonly<
  Record<string, readonly [help: string, read: (cluster: Cluster) => number]>
>;

const GAUGES: Metrics = {
  peers: ['Other servers that are there.', ({ peers }) => peers],
  broker_connected: [
    'Whether the broker can be reached: 1 or 0.',
    ({ connected }) => Number(connected),
  ],
  outstanding_bytes: ['Bytes that the broker has not taken yet.', ({ outstanding }) => outstanding],
  round_trip_seconds: [
    'Time that the broker took to answer, the last time.',
    ({ figures }) => figures.roundTrip / 1000,
  ],
};

const COUNTERS: Metrics = {
  batches_sent_total: [
    'Messages to other servers: one for each channel and turn.',
    ({ figures }) => figures.batchesOut,
  ],
  frames_sent_total: ['Frames in them.', ({ figures }) => figures.framesOut],
  batches_received_total: ['Messages of other servers.', ({ figures }) => figures.batchesIn],
  frames_received_total: ['Frames in them.', ({ figures }) => figures.framesIn],
  batches_lost_total: [
    'Messages of other servers that never came, as their numbers tell.',
    ({ figures }) => figures.lost,
  ],
  batches_repeated_total: [
    'Messages that came again, and were dropped.',
    ({ figures }) => figures.repeated,
  ],
  batches_unsent_total: [
    'Messages that were not sent, since the broker was away.',
    ({ figures }) => figures.unsent,
  ],
  messages_unread_total: [
    'Messages that no server of this version sends.',
    ({ figures }) => figures.unread,
  ],
  reconnects_total: [
    'Times that the broker was away and came back.',
    ({ figures }) => figures.reconnects,
  ],
};

/** What passes between this server and the others of its chat. */
export function addClusterMetrics(registry: Registry, cluster: Cluster): void {
  const registers = [registry];
  for (const [name, [help, read]] of Object.entries(GAUGES)) {
    new Gauge({
      name: `chat_cluster_${name}`,
      help,
      registers,
      collect() {
        this.set(read(cluster));
      },
    });
  }
  for (const [name, [help, read]] of Object.entries(COUNTERS)) {
    new Counter({
      name: `chat_cluster_${name}`,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read(cluster));
      },
    });
  }
}
