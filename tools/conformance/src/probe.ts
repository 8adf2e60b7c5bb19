import { type ClientUnderTest } from './client/client-under-test';
import { LoopbackServer } from './client/loopback-server';
import { PipedClient } from './client/piped-client';
import { PROMPT } from './client/wording';
import { Mismatch } from './report/mismatch';
import { printable } from './report/printable';
import { Program } from './running/program';
import { quote } from './report/quote';
import { freePort } from './running/free-port';
import { accepted } from './server/running-server';
import { type ServerUnderTest } from './server/server-under-test';
import { JOIN_REQUIRES_ARGUMENT } from './server/wording';
import { StartedPrograms } from './running/started-programs';
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

/**
 * @returns what to know of the server before all else
 * @throws NeverStarted unless the server accepts a connection
 */
export async function probeServer(subject: ServerUnderTest): Promise<string[]> {
  const port = await freePort();
  return probe(async () => {
    const peer = await accepted(new Program(subject.argv(port)), port, subject.tls);
    try {
      peer.say('Scott');
      return await faultOf(
        peer.fence(),
        `a /join without a channel should be answered by ${quote(Buffer.from(JOIN_REQUIRES_ARGUMENT))}`,
        'Nearly every check waits for that answer',
      );
    } finally {
      peer.destroy();
    }
  });
}

/**
 * @returns what to know of the client before all else
 * @throws NeverStarted unless the client connects
 */
export async function probeClient(subject: ClientUnderTest): Promise<string[]> {
  const loopback = await LoopbackServer.listen(subject.tls);
  try {
    return await probe(async () => {
      const client = new PipedClient(subject.argv('Scott', '127.0.0.1', loopback.port));
      await loopback.accept(client.exited);
      client.hasStarted();
      return faultOf(
        client.prints(PROMPT),
        `what a client prints into a pipe should begin with ${quote(Buffer.from(PROMPT))}, as soon as it is connected`,
        'Nearly every check of a client compares all that it prints',
      );
    });
  } finally {
    await loopback.close();
  }
}

/** What to know first, if what many checks build on does not pass. */
async function faultOf(passes: Promise<void>, rule: string, reason: string): Promise<string[]> {
  try {
    await passes;
    return [];
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    const came = error.received.replace(/^other frames: /, '');
    const follows = 'most of the failures below follow from this one';
    const often = error.likelyCause === undefined ? '' : ` Most often: ${error.likelyCause}`;
    return [
      printable(
        `First of all: ${rule}, but what came back is ${came}. ${reason}, so ${follows}.${often}`,
      ),
    ];
  }
}

function reasonOf({ syscall, code, path = '', message }: NodeJS.ErrnoException): string {
  if (syscall?.startsWith('spawn') !== true) return message;
  if (code === 'ENOENT') return `There is no ${path} here: compile it, or mend its path`;
  if (code === 'EACCES') return `${path} is no program that may be run`;
  return message;
}

async function probe<T>(starts: () => Promise<T>): Promise<T> {
  const programs = new StartedPrograms();
  try {
    return await programs.during(starts);
  } catch (error) {
    await programs.kill();
    const stderr = tail(programs.witness?.stderr ?? '');
    const came = error instanceof Mismatch ? `; what came is ${error.received}` : '';
    throw new NeverStarted(reasonOf(error as NodeJS.ErrnoException) + came, stderr);
  } finally {
    await programs.kill();
  }
}
