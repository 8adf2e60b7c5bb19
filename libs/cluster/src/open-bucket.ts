import {
  jetstream,
  jetstreamManager,
  type JetStreamManager,
  type StreamState,
} from '@nats-io/jetstream';
import { Kvm, type KV, type KvWatchEntry } from '@nats-io/kv';
import type { NatsConnection, QueuedIterator } from '@nats-io/transport-node';

/** Milliseconds that the broker may take for an answer. */
const TIMEOUT = 2000;

/** A bucket that is about to be read: what it was before, and all that it is and becomes. */
export interface OpenBucket {
  readonly kv: KV;
  readonly manager: JetStreamManager;
  /** When it was made: another of the same name is another one. */
  readonly created: string;
  readonly state: StreamState;
  readonly watch: QueuedIterator<KvWatchEntry>;
}

/** Makes a bucket if it is not there, on so many nodes of the broker, and begins to watch it. */
export async function openBucket(
  connection: NatsConnection,
  bucket: string,
  replicas: number,
): Promise<OpenBucket> {
  const options = { timeout: TIMEOUT };
  const kv = await new Kvm(jetstream(connection, options)).create(bucket, {
    replicas,
    // Only the leader knows the last word.
    allow_direct: false,
  });
  const manager = await jetstreamManager(connection, { ...options, checkAPI: false });
  const { created, state } = await manager.streams.info(`KV_${bucket}`);
  return { kv, manager, created, state, watch: await kv.watch() };
}
