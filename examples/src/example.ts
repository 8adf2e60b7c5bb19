import { tied } from '@chat/loopback/tie';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const folder = join(__dirname, '..');

/** A program that runs until it is stopped, and what it says first. */
export class Example {
  readonly #child: ChildProcess;
  /** Its first line, on stdout or stderr. */
  readonly ready: Promise<string>;

  /** @param file in this folder */
  constructor(file: string, ...args: string[]) {
    this.#child = tied(
      spawn('node', [file, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
    const firsts = [this.#child.stdout, this.#child.stderr].flatMap((stream) =>
      stream === null ? [] : [once(createInterface(stream), 'line')],
    );
    this.ready = Promise.race(firsts).then(([line]) => line as string);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill();
    await once(this.#child, 'exit');
  }
}
