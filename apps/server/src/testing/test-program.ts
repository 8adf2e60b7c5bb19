import { tied } from '@chat/loopback/tie';
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

export const PROGRAM = join(__dirname, '../../dist/main.js');

const programs: Program[] = [];

type Exit = number | NodeJS.Signals | null;

/** The server as built, in a process of its own; its log is a pipe, and so lines of JSON. */
export class Program extends EventEmitter {
  readonly lines: string[] = [];
  /** Its exit status, or the signal that ended it. */
  readonly exited: Promise<Exit>;
  /** The same, when its log has been read to the end. */
  readonly closed: Promise<Exit>;
  readonly #child: ChildProcess;
  readonly #log: Interface;

  /** @param files how many files it may have open; as many as this process may, if it is not given */
  constructor(args: readonly string[], files?: number) {
    super();
    const command = [process.execPath, PROGRAM, ...args];
    const limited = ['sh', '-c', `ulimit -n ${files ?? ''} && exec "$@"`, 'sh', ...command];
    const [file = '', ...rest] = files === undefined ? command : limited;
    const child = tied(
      spawn(file, rest, { stdio: ['ignore', 'ignore', 'pipe'], env: process.env }),
    );
    this.#child = child;
    const end = ([code, signal]: unknown[]): Exit => (code ?? signal) as Exit;
    this.exited = once(child, 'exit').then(end);
    this.closed = once(child, 'close').then(end);
    this.#log = createInterface({ input: child.stderr }).on('line', (line) => {
      this.lines.push(line);
      this.emit('line');
    });
    this.#child.once('close', () => this.emit('line'));
    programs.push(this);
  }

  /** Waits for a line that matches, and gives its first group. */
  async logs(text: RegExp): Promise<string> {
    for (;;) {
      const match = this.lines.map((line) => text.exec(line)).find((found) => found !== null);
      if (match) return match[1] ?? match[0];
      if (this.#child.exitCode !== null) throw new Error(`It ended: ${this.lines.join('\n')}`);
      await once(this, 'line');
    }
  }

  async port(): Promise<number> {
    return Number(await this.logs(/Listening on port (\d+)/));
  }

  get pid(): number {
    return this.#child.pid ?? NaN;
  }

  /** What one of its metrics says, all transports together; it needs an admin port, on which no connection stays. */
  async metric(name: string, label = ''): Promise<number> {
    const admin = await this.logs(/Admin port (\d+)/);
    const response = await fetch(`http://127.0.0.1:${admin}/metrics`, {
      headers: { connection: 'close' },
    });
    const series = new RegExp(`^${name}(?:\\{.*${label}.*\\})? (\\S+)$`, 'gm');
    const values = [...(await response.text()).matchAll(series)].map(([, value]) => Number(value));
    return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Reads its log no more, until it is told to. */
  pauseLog(): void {
    this.#log.pause();
  }

  resumeLog(): void {
    this.#log.resume();
  }

  /** Closes our end of its log. */
  closeLog(): void {
    this.#child.stderr?.destroy();
  }
}

/** The port that a server listens on whose log is in a file. */
export async function portIn(log: string): Promise<number> {
  for (;;) {
    const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
    const port = /Listening on port (\d+)/.exec(text)?.[1];
    if (port !== undefined) return Number(port);
    await delay(5);
  }
}

/** The sockets of a process, by their numbers in the system. */
export function socketsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder)
    .map((file) => /^socket:\[(\d+)\]$/.exec(targetOf(join(folder, file)))?.[1])
    .filter((inode) => inode !== undefined);
}

/** Where a link leads; nowhere, if it is gone since it was seen. */
function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

/** Ends every program of a test. */
export async function killPrograms(): Promise<void> {
  for (const program of programs.splice(0)) {
    program.signal('SIGKILL');
    await program.exited;
  }
}
