import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { tied } from './tie';

/** Bytes of what a program says that are kept. */
const LAST_WORDS = 4000;

/** A program that can be ended, begun again and made to stand still, as often as one likes. It ends with this process. */
export class Killable {
  /** The last of what it has said on its standard error since it began. */
  lastWords = '';
  #process: ChildProcess | undefined;

  constructor(private readonly command: readonly [program: string, ...args: string[]]) {}

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  begin(): void {
    if (this.#process !== undefined) throw new Error('This program runs already');
    const [program, ...args] = this.command;
    const child = tied(spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] }));
    this.#process = child;
    this.lastWords = '';
    child.stderr.on('data', (chunk: Buffer) => {
      this.lastWords = (this.lastWords + chunk.toString()).slice(-LAST_WORDS);
    });
    child.on('error', ({ message }) => {
      this.lastWords = message;
    });
    child.once('close', () => {
      this.#process = undefined;
    });
  }

  /**
   * Waits until it is ready: it is asked again and again, since nothing tells when another's program is.
   *
   * @throws Error with its last words if it ends before, or takes too long
   */
  async until(ready: () => Promise<boolean>, milliseconds = 60_000): Promise<void> {
    const deadline = performance.now() + milliseconds;
    while (!(await ready())) {
      const ended = this.#process === undefined;
      if (ended || performance.now() > deadline) {
        const fault = ended ? 'It has ended' : 'It is not ready';
        throw new Error(`${fault}: ${this.command.join(' ')}: ${this.lastWords}`);
      }
      await delay(20);
    }
  }

  /** Ends it as an operator does, or as a crash, and waits until it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === undefined) return;
    const closed = once(child, 'close');
    child.kill(signal);
    // One that stands still hears nothing but a kill.
    child.kill('SIGCONT');
    await closed;
  }

  /** It stands still until {@link resume}: it keeps its connections and answers nothing. */
  async pause(): Promise<void> {
    const child = this.#process;
    if (child?.pid === undefined) return;
    child.kill('SIGSTOP');
    // The signal is not the standstill: what runs on another processor goes on for a moment.
    while (/^[^TZ]/.test(await stateOf(child.pid))) await delay(1);
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }
}

/** The letter that `ps` has for what a process does, or nothing if there is none. */
async function stateOf(pid: number): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'state=', '-p', String(pid)]);
    return stdout.trim();
  } catch {
    return '';
  }
}
