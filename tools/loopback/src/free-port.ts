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

/** A program could not have the port that it was given. */
export class PortTaken extends Error {}

/** Ports that are tried before one is believed to be taken by the program itself. */
const TRIES = 3;

/** Runs something that needs a free port: again with another one, where it finds that to be taken. */
export async function onFreePort<T>(run: (port: number) => Promise<T>): Promise<T> {
  for (let left = TRIES - 1; ; left--) {
    try {
      return await run(await freePort());
    } catch (error) {
      if (!(error instanceof PortTaken) || left === 0) throw error;
    }
  }
}
