import { type ClientUnderTest } from './client/driver/client-under-test';
import { LoopbackServer } from './client/driver/loopback-server';
import { PipedClient } from './client/driver/piped-client';
import { Mismatch } from './report/mismatch';
import { Program } from './running/program';
import { onFreePort } from '@chat/loopback/free-port';
import { accepted } from './server/driver/running-server';
import { type ServerUnderTest } from './server/driver/server-under-test';
import { StartedPrograms } from './running/started-programs';
import { refusalIn } from './running/refusal';
import { tail } from './report/tail';

/** Nothing can be checked: the program does not start. */
export class NeverStarted extends Error {
  constructor(
    message: string,
    /** The end of what it wrote to stderr. */
    readonly stderr: string,
  ) {
    super(message);
  }
}

/** @throws NeverStarted unless the server accepts a connection */
export async function probeServer(subject: ServerUnderTest): Promise<void> {
  await probe(() =>
    onFreePort(async (port) => {
      const peer = await accepted(new Program(subject.argv(port)), port, subject.wire);
      peer.destroy();
    }),
  );
}

/** @throws NeverStarted unless the client connects */
export async function probeClient(subject: ClientUnderTest): Promise<void> {
  const loopback = await LoopbackServer.listen(subject.tls);
  try {
    await probe(async () => {
      const client = new PipedClient(subject.argv('Scott', '127.0.0.1', loopback.port));
      await loopback.accept(client.exited);
    });
  } finally {
    await loopback.close();
  }
}

function reasonOf({ syscall, code, path = '', message }: NodeJS.ErrnoException): string {
  if (syscall?.startsWith('spawn') !== true) return message;
  if (code === 'ENOENT') return `There is no ${path} here: compile it, or mend its path`;
  if (code === 'EACCES') return `${path} is no program that may be run`;
  return message;
}

async function probe(starts: () => Promise<void>): Promise<void> {
  const programs = new StartedPrograms();
  try {
    await programs.during(starts);
  } catch (error) {
    await programs.kill();
    const refusal = refusalIn(error);
    if (refusal !== undefined) throw refusal;
    const stderr = tail(programs.witness?.stderr ?? '');
    const came = error instanceof Mismatch ? `; what came is ${error.received}` : '';
    throw new NeverStarted(reasonOf(error as NodeJS.ErrnoException) + came, stderr);
  } finally {
    await programs.kill();
  }
}
