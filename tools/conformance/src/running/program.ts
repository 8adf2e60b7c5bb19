import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tied } from '@chat/loopback/tie';
import { killGroup } from './kill-group';
import { quote } from '../report/quote';
import { KIT, Trace } from '../report/trace';
import { StartedPrograms, type StartedProgram } from './started-programs';

/** The words of a command line; quotes keep spaces inside a word. */
function words(command: string): string[] {
  return Array.from(command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g), (match) =>
    match.slice(1).join(''),
  );
}

/**
 * A command line with its placeholders filled in: `node main.js {port}` with `{port: '55555'}`.
 * Each value becomes (part of) one word, whatever characters it holds.
 */
export function commandLine(template: string, values: Record<string, string>): string[] {
  return words(template).map((word) =>
    word.replace(/\{(\w+)\}/g, (placeholder, key: string) => values[key] ?? placeholder),
  );
}

/** Bytes of a word that are shown whole. */
const WORD = 100;

/** Words as somebody would type them to try for themselves. */
export function shellWords(argv: readonly string[]): string {
  return argv
    .map((word) => (/^[\w./:=@-]+$/.test(word) ? word : quote(Buffer.from(word), WORD)))
    .join(' ');
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How a program ended, in words. */
export function endOf({ code, signal }: Exit): string {
  return code === null ? `its death of ${String(signal)}` : `its end with exit status ${code}`;
}

/** A program under test: everything it prints is kept, and it never outlives its check. */
export class Program implements StartedProgram {
  readonly exited: Promise<Exit>;
  readonly process: ChildProcess;
  stdout = Buffer.alloc(0);
  stderr = '';
  readonly #signals = new Set<NodeJS.Signals>();
  #killed = false;

  constructor(argv: readonly string[]) {
    const [file, ...args] = argv;
    if (file === undefined) throw new TypeError('The command line is empty');
    Trace.current.did(KIT, `starts ${shellWords(argv)}`);
    // Detached: a group of its own, so that what it forks can be killed with it.
    this.process = tied(spawn(file, args, { stdio: 'pipe', detached: true }));
    this.process.stdout?.on('data', (chunk: Buffer) => {
      this.stdout = Buffer.concat([this.stdout, chunk]);
    });
    this.process.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    this.exited = once(this.process, 'close').then((values) => {
      const [code, signal] = values as [number | null, NodeJS.Signals | null];
      return { code, signal };
    });
    // A program that cannot be started at all fails whoever waits for it, be it later.
    this.exited.catch(() => undefined);
    StartedPrograms.add(this);
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  get crash(): string | undefined {
    const { exitCode, signalCode } = this.process;
    if (signalCode !== null) {
      return this.#signals.has(signalCode) ? undefined : `died of ${signalCode}`;
    }
    // A status alone may be the right one: a crash has something to say, and comes unasked.
    const unasked = [...this.#signals].every((signal) => signal === 'SIGKILL');
    const failed = exitCode !== null && exitCode !== 0 && this.stderr !== '';
    return unasked && failed ? `exited with status ${exitCode}` : undefined;
  }

  /** Sends the program a signal, which may be the end of it. */
  signal(signal: NodeJS.Signals): void {
    this.#signals.add(signal);
    Trace.current.did(KIT, `sends ${signal}`);
    this.process.kill(signal);
  }

  /** Ends the program and all that it has forked, at once and for sure, and waits until it is gone. */
  async kill(): Promise<void> {
    const { pid } = this.process;
    if (!this.#killed && pid !== undefined) killGroup(pid);
    this.#killed = true;
    this.#signals.add('SIGKILL');
    await this.exited;
  }
}
