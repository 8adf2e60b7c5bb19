import { type ClientUnderTest } from './client/client-under-test';
import { LoopbackServer } from './client/loopback-server';
import { Mismatch } from './mismatch';
import { Program } from './program';
import { quote } from './quote';
import { freePort } from './server/free-port';
import { accepted } from './server/running-server';
import { type Peer } from './server/peer';
import { type ServerUnderTest } from './server/server-under-test';
import { JOIN_REQUIRES_ARGUMENT } from './server/wording';
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

/**
 * @returns what to know of the server before all else, if there is such a thing
 * @throws NeverStarted unless the server accepts a connection
 */
export async function probeServer(subject: ServerUnderTest): Promise<string | undefined> {
  const port = await freePort();
  return probe(subject.argv(port), async (program) => {
    const peer = await accepted(program, port, subject.tls);
    peer.say('Scott');
    const note = await fenceFault(peer);
    peer.destroy();
    return note;
  });
}

/** Nearly every check waits for the answer to a bare `/join`, to know that nothing else comes before. */
async function fenceFault(peer: Peer): Promise<string | undefined> {
  try {
    await peer.fence();
    return undefined;
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    const right = quote(Buffer.from(JOIN_REQUIRES_ARGUMENT));
    const came = error.received.replace(/^other frames: /, '');
    const fault = `a /join without a channel should be answered by ${right}, but what came back is ${came}`;
    const follows = 'most of the failures below follow from this one';
    return `First of all: ${fault}. Nearly every check waits for that answer, so ${follows}.`;
  }
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

async function probe<T>(
  argv: readonly string[],
  starts: (program: Program) => Promise<T>,
): Promise<T> {
  const programs = new StartedPrograms();
  try {
    return await programs.during(() => starts(new Program(argv)));
  } catch (error) {
    await programs.kill();
    const stderr = tail(programs.witness?.stderr ?? '');
    throw new NeverStarted((error as Error).message, stderr);
  } finally {
    await programs.kill();
  }
}
