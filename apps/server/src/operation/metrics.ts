import { FRAME_SIZE } from '@chat/framing';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { REASONS } from '../connection/disconnect';
import type { ChatServer } from '../server';
import { addClusterMetrics } from './cluster-metrics';
import type { Traffic } from './traffic';

/**
 * The server's counters for Prometheus, and those of its process: memory, processor time, open files,
 * lag of the event loop. They are read when they are asked for; nothing is done for them in between.
 */
export function metricsOf(server: ChatServer): Registry {
  const registry = new Registry();
  const transports = [
    ['tcp', server.traffic],
    ['web', server.webTraffic],
  ] as const;

  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  };
  const counter = (name: string, help: string, read: (traffic: Traffic) => number): void => {
    new Counter({
      name,
      help,
      labelNames: ['transport'],
      registers: [registry],
      collect() {
        this.reset();
        for (const [transport, traffic] of transports) this.inc({ transport }, read(traffic));
      },
    });
  };

  new Gauge({
    name: 'chat_connections',
    help: 'Connections that are open; on the web port, WebSockets.',
    labelNames: ['transport'],
    registers: [registry],
    collect() {
      for (const [transport, { open }] of transports) this.set({ transport }, open);
    },
  });
  gauge(
    'chat_places_taken',
    'Places of --max-connections that are taken: also by TLS handshakes and requests that are not over.',
    () => server.placesTaken,
  );
  gauge(
    'chat_sends_natively',
    '1 if Node is passed by where it can be (@chat/socket-send), else 0.',
    () => (server.sendsNatively ? 1 : 0),
  );
  gauge('chat_channels', 'Channels that exist.', () => server.channels);
  gauge(
    'chat_send_queue_bytes',
    'Memory that is held because it is not read yet.',
    () => server.unreadMemory,
  );
  gauge(
    'chat_send_queue_high_water_bytes',
    'The most bytes that ever waited for one client to read them.',
    () => Math.max(...transports.map(([, traffic]) => traffic.sendQueueHighWater)),
  );
  counter(
    'chat_connections_total',
    'Connections made; on the web port, requests for the page too.',
    (traffic) => traffic.connectionsMade,
  );
  counter('chat_frames_received_total', 'Frames received.', (traffic) => traffic.framesIn);
  counter(
    'chat_deliveries_total',
    'Frames sent: one that a channel of 100 hears is 99 deliveries.',
    (traffic) => traffic.bytesOut / FRAME_SIZE,
  );
  counter('chat_received_bytes_total', 'Bytes received.', (traffic) => traffic.bytesIn);
  counter('chat_sent_bytes_total', 'Bytes of frames sent.', (traffic) => traffic.bytesOut);
  new Counter({
    name: 'chat_disconnects_total',
    help: 'Connections that are over, or were refused, by reason.',
    labelNames: ['transport', 'reason'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [transport, { disconnects }] of transports) {
        for (const reason of REASONS) this.inc({ transport, reason }, disconnects[reason]);
      }
    },
  });

  if (server.cluster !== undefined) addClusterMetrics(registry, server.cluster);

  collectDefaultMetrics({ register: registry });
  return registry;
}
