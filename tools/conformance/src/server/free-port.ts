import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Ports that no system gives to outgoing connections: one of those would keep the server from
 * listening, and could even be a check's own.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** A port that nobody listens on, on any interface. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if ((await listenError({ port })) === undefined) return port;
  }
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
