import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { type Server } from 'socket.io';

/** Joins a server with all others that do this with the same Redis; resolves when it hears them. */
export async function joinThroughRedis(io: Server, port: number): Promise<void> {
  const publishing = new Redis(port, '127.0.0.1');
  const subscribing = publishing.duplicate();
  io.adapter(createAdapter(publishing, subscribing));
  // The answer comes behind those to the adapter's own subscriptions.
  await subscribing.subscribe('joined');
}
