import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Ports that no system gives to outgoing connections: one of those would keep the server from
 * listening, and could even be a check's own.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** A port that nobody listens on, on any interface, and that no other run of the kit is given. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if ((await reserve(port)) && (await listenError({ port })) === undefined) return port;
  }
}

/**
 * A program takes its time to listen on the port that it is given. Meanwhile the UDP port of the same
 * number tells other runs that it is taken; this one holds it to its end.
 */
async function reserve(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    socket.bind({ port, address: '127.0.0.1', exclusive: true });
    await once(socket, 'listening');
  } catch {
    socket.close();
    return false;
  }
  socket.unref();
  return true;
}

/** Why this process could not listen there: `EADDRINUSE`, `EACCES`…; `undefined` if it could. */
export async function listenError(where: {
  port: number;
  host?: string;
}): Promise<string | undefined> {
  const server = createServer();
  try {
    await once(server.listen(where), 'listening');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
  const closed = once(server, 'close');
  server.close();
  await closed;
  return undefined;
}
