import { accepts } from '@chat/loopback/accepts';
import { freePort } from '@chat/loopback/free-port';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { adopt, end } from './children';
import { find } from './peers';
import { type Program } from './peers/peer';
import { removeFolder, temporaryFolder } from './temporary-folder';

/** Milliseconds that a server may take until it listens. */
const PATIENCE = 20_000;

/** A server that has been started, and listens on the loopback. */
export class RunningServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly port: number,
    /** From spawning it to the first connection it accepts, in milliseconds. */
    readonly startupMs: number,
  ) {}

  get pid(): number {
    return this.child.pid ?? NaN;
  }

  static async start(program: Program): Promise<RunningServer> {
    const folder = await temporaryFolder();
    const port = await freePort();
    const [file = '', ...args] = await program.command(port, folder);
    const start = performance.now();
    const child = adopt(
      spawn(find(file) ?? file, args, {
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
      }),
    );
    let stderr = '';
    child.stderr?.on(
      'data',
      (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-2000)),
    );
    try {
      await listening(child, port);
    } catch (error) {
      await end(child);
      removeFolder(folder);
      throw new Error(`${(error as Error).message} ${stderr.trim()}`.trim(), { cause: error });
    }
    return new RunningServer(child, folder, port, performance.now() - start);
  }

  async stop(): Promise<void> {
    await end(this.child);
    removeFolder(this.folder);
  }
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  const failed = once(child, 'error').then(([error]) => {
    throw error as Error;
  });
  failed.catch(() => undefined);
  const deadline = performance.now() + PATIENCE;
  while (!(await Promise.race([accepts(port), failed]))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        `it has ended (${child.exitCode ?? child.signalCode ?? ''}) before it listened.`,
      );
    }
    if (performance.now() > deadline) throw new Error(`it does not listen on port ${port}.`);
    // Nothing tells when another's program begins to listen, so it is asked again and again.
    await delay(1);
  }
}
