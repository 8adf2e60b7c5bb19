import { tie } from '@chat/loopback/tie';
import { spawn, type IPty } from '@lydell/node-pty';
import { EventEmitter, once } from 'node:events';
import { PROGRAM } from './test-program';

const terminals: TerminalProgram[] = [];

/** The server as built, in a terminal of its own. */
export class TerminalProgram extends EventEmitter {
  /** Its exit status. */
  readonly exited: Promise<number>;
  /** All that it has shown. */
  screen = '';
  readonly #terminal: IPty;

  /** @param script how a shell starts it: with its log in a file, say */
  constructor(args: readonly string[], script = 'exec "$@"') {
    super();
    const command = ['-c', script, 'sh', process.execPath, PROGRAM, ...args];
    this.#terminal = spawn('sh', command, { cols: 200 });
    this.#terminal.onData((text) => {
      this.screen += text;
      this.emit('shown');
    });
    const untie = tie(this.#terminal.pid);
    this.exited = new Promise((resolve) => {
      this.#terminal.onExit(({ exitCode }) => {
        untie();
        resolve(exitCode);
      });
    });
    terminals.push(this);
  }

  /** Waits for a text that matches, and gives its first group. */
  async shows(text: RegExp): Promise<string> {
    for (;;) {
      const match = text.exec(this.screen);
      if (match) return match[1] ?? match[0];
      await once(this, 'shown');
    }
  }

  async port(): Promise<number> {
    return Number(await this.shows(/Listening on port (\d+)/));
  }

  type(keys: string): void {
    this.#terminal.write(keys);
  }

  signal(signal: NodeJS.Signals): void {
    this.#terminal.kill(signal);
  }

  closeWindow(): void {
    // It is there, whatever the declared type says.
    (this.#terminal as IPty & { destroy(): void }).destroy();
  }
}

/** Ends every program of a test that runs in a terminal. */
export async function killTerminals(): Promise<void> {
  for (const terminal of terminals.splice(0)) {
    terminal.signal('SIGKILL');
    await terminal.exited;
  }
}
