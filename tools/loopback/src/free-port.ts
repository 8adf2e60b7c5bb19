import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Ports that no system gives to outgoing connections: one of those would keep the server from
 * listening, and could even be a check's own.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** Ports that are tried, before there is believed to be none. */
const ATTEMPTS = 1000;

/** Of this process, and of the whole system: no port helps against that. */
const FILES_USED_UP = new Set<string | undefined>(['EMFILE', 'ENFILE']);

/** Ports that are held: the programs that were given those before have come to listen, or never will. */
const HELD = 128;
const held: Socket[] = [];

/**
 * A port that nobody listens on, on any interface, and that no other run is given until 128 more are.
 *
 * @throws Error if there is none, and the system's error if it lets this process open no more files
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if ((await reserve(port)) && (await listenError({ port })) === undefined) return port;
  }
  throw new Error(`There is no free port between ${LOWEST} and ${HIGHEST}`);
}

/**
 * A program takes its time to listen on the port that it is given. Meanwhile the UDP port of the same
 * number tells other runs that it is taken.
 */
async function reserve(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  try {
    socket.bind({ port, address: '127.0.0.1', exclusive: true });
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    if (FILES_USED_UP.has((error as NodeJS.ErrnoException).code)) throw error;
    return false;
  }
  held.push(socket.unref());
  if (held.length > HELD) held.shift()?.close();
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
