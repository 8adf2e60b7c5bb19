import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Ports } from './configuration';

/** Milliseconds that a node may take until it is ready, and between two looks at it. */
const PATIENCE = 60_000;
const LOOK = 20;

/** Bytes of what it says that are kept. */
const LAST_WORDS = 4000;

/** One process of a broker. It keeps its ports and its data, however often it ends and begins. */
export class Node {
  #process: ChildProcess | undefined;
  #lastWords = '';

  constructor(
    private readonly program: string,
    private readonly file: string,
    readonly ports: Ports,
  ) {}

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Begins; {@link ready} says when it can be used. */
  begin(): void {
    if (this.#process !== undefined) throw new Error('This node of the broker runs already');
    const child = spawn(this.program, ['--config', this.file], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = child;
    this.#lastWords = '';
    child.stderr.on('data', (chunk: Buffer) => {
      this.#lastWords = (this.#lastWords + chunk.toString()).slice(-LAST_WORDS);
    });
    child.once('close', () => {
      this.#process = undefined;
    });
  }

  /** Waits until clients are served, of which JetStream is a part; in a cluster, with a majority of it. */
  async ready(): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    while (!(await this.#healthy())) {
      if (this.#process === undefined) throw new Error(`The broker has ended: ${this.#lastWords}`);
      if (performance.now() > deadline)
        throw new Error(`The broker is not ready: ${this.#lastWords}`);
      // Nothing tells when it is, so it is asked again and again.
      await delay(LOOK);
    }
  }

  async start(): Promise<void> {
    this.begin();
    await this.ready();
  }

  /** Ends it as an operator does, or as a crash, and waits until it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === undefined) return;
    const closed = once(child, 'close');
    child.kill(signal);
    // One that is paused hears nothing but a kill.
    child.kill('SIGCONT');
    await closed;
  }

  /** Stands still until {@link resume}: it keeps its connections and answers nothing. */
  async pause(): Promise<void> {
    const child = this.#process;
    if (child?.pid === undefined) return;
    child.kill('SIGSTOP');
    // The signal is not the standstill: what runs on another processor goes on for a moment.
    while ((await stateOf(child.pid)) !== 'T') await delay(1);
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  async #healthy(): Promise<boolean> {
    try {
      const { ok } = await fetch(`http://127.0.0.1:${this.ports.monitor}/healthz`);
      return ok;
    } catch {
      return false;
    }
  }
}

/** The letter that `ps` has for what a process does. */
async function stateOf(pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'state=', '-p', String(pid)]);
  return stdout.trim().slice(0, 1);
}
