import { type ClientUnderTest } from './client/client-under-test';
import { LoopbackServer } from './client/loopback-server';
import { Program } from './program';
import { freePort } from './server/free-port';
import { accepted } from './server/running-server';
import { type ServerUnderTest } from './server/server-under-test';
import { StartedPrograms } from './started-programs';
import { tail } from './tail';

/** How long a client may take to connect, in milliseconds. */
const CONNECT_PATIENCE = 10_000;

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
  const port = await freePort();
  await probe(subject.argv(port), async (program) => {
    (await accepted(program, port, subject.tls)).destroy();
  });
}

/** @throws NeverStarted unless the client connects */
export async function probeClient(subject: ClientUnderTest): Promise<void> {
  const loopback = await LoopbackServer.listen(subject.tls);
  const { port } = loopback;
  try {
    await probe(subject.argv('Scott', '127.0.0.1', port), async (program) => {
      const ended = program.exited.then(({ code, signal }) => {
        throw new Error(`The client should connect, but exited (${String(code ?? signal)})`);
      });
      await Promise.race([loopback.accept(CONNECT_PATIENCE), ended]);
    });
  } finally {
    await loopback.close();
  }
}

async function probe(
  argv: readonly string[],
  starts: (program: Program) => Promise<void>,
): Promise<void> {
  const programs = new StartedPrograms();
  try {
    await programs.during(() => starts(new Program(argv)));
  } catch (error) {
    await programs.kill();
    const stderr = tail(programs.witness?.stderr ?? '');
    throw new NeverStarted((error as Error).message, stderr);
  }
  await programs.kill();
}
