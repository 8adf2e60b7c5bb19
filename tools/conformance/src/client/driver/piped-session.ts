import { withLastWords } from '../../running/last-words';
import { Reading } from '../../roots/reading';
import { type ClientUnderTest } from './client-under-test';
import { type Connection } from './connection';
import { LoopbackServer } from './loopback-server';
import { PipedClient } from './piped-client';

export interface PipedSession {
  readonly client: PipedClient;
  /** The server's end of the client's connection. */
  readonly server: Connection;
  readonly port: number;
}

export interface Start {
  readonly name?: string;
  readonly host?: string;
  /** What is on stdin from the very beginning. */
  readonly typed?: string;
}

/** A check's `run`: the client is started in pipes, and has connected when `body` begins. */
export function connecting(
  body: (session: PipedSession) => Promise<void>,
  { name = 'Scott', host = '127.0.0.1', typed = '' }: Start = {},
): (subject: ClientUnderTest) => Promise<void> {
  return async (subject) => {
    const loopback = await LoopbackServer.listen(subject.tls);
    const { port } = loopback;
    const client = new PipedClient(subject.argv(name, host, port));
    try {
      if (typed !== '') client.types(typed);
      await withLastWords(async () => {
        const server = await loopback.accept(client.exited);
        client.hasStarted();
        await body({ client, server, port });
      });
    } finally {
      await client.kill();
      await loopback.close();
    }
  };
}

/** A check's `run`: the client has connected and its name has been read when `body` begins. */
export function piped(
  body: (session: PipedSession) => Promise<void>,
  start?: Start,
): (subject: ClientUnderTest) => Promise<void> {
  return connecting(async (session) => {
    if (!Reading.current.nameless) await session.server.nextFrame();
    await body(session);
  }, start);
}

/** A check's `run` that starts the client with arguments of its own, with no server. */
export function alone(
  argv: (subject: ClientUnderTest) => string[] | Promise<string[]>,
  body: (client: PipedClient) => Promise<void>,
): (subject: ClientUnderTest) => Promise<void> {
  return async (subject) => {
    const client = new PipedClient(await argv(subject));
    try {
      await withLastWords(() => body(client));
    } finally {
      await client.kill();
    }
  };
}
