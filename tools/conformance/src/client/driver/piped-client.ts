import { EventEmitter } from 'node:events';
import { endOf, Program, type Exit } from '../../running/program';
import { Mismatch } from '../../report/mismatch';
import { quote } from '../../report/quote';
import { LENGTH, Trace, USER } from '../../report/trace';
import { Reading } from '../../roots/reading';
import { PATIENCE, START_PATIENCE } from '../../running/patience';
import { NOT_FLUSHED, OTHER_WORDING } from '../roots/causes';
import { linesOnPaper } from './paper';
import { until } from '../../running/until';

/** How much of a long output a failure shows before and after the first wrong byte. */
const BEFORE = 40;
const AFTER = 160;

/** How much of the end of an output a failure shows. */
const SHOWN = 300;

/** @param before what it has printed before that */
function difference(expected: Buffer, actual: Buffer, before: number): Mismatch {
  const wrong = expected.findIndex((byte, i) => actual[i] !== byte);
  const from = Math.max(0, wrong - BEFORE);
  const message = 'The client printed something else than it should';
  const excerpts = [expected, actual].map((bytes) => bytes.subarray(from, wrong + AFTER));
  const [own = expected, other = actual] = excerpts;
  if (other.length > 0) return Mismatch.ofBytes(message, own, other);
  const [came, cause] = before > 0 ? ['nothing more', undefined] : ['nothing', NOT_FLUSHED];
  const missing = 'The client did not print what it should';
  return new Mismatch(missing, quote(own), came, undefined, cause);
}

/** A client whose stdin, stdout and stderr are pipes: what it prints is compared byte for byte. */
export class PipedClient extends EventEmitter {
  private readonly program: Program;
  private readonly trace = Trace.current;
  private patience = START_PATIENCE;
  private compared = 0;
  /** Set when the client has ended and all it printed has been read. */
  private over = false;

  constructor(argv: readonly string[]) {
    super();
    this.program = new Program(argv);
    const changed = (): void => {
      this.emit('change');
    };
    this.program.process.stdout?.on('data', changed);
    this.program.process.stderr?.on('data', changed);
    const ended = (): void => {
      this.over = true;
      changed();
    };
    this.program.exited.then(ended, ended);
    // What is typed after the client has gone is nobody's fault: its exit code tells.
    this.program.process.stdin?.on('error', () => undefined);
  }

  /** How it ends, when it does. */
  get exited(): Promise<Exit> {
    return this.program.exited;
  }

  /** Says that it has started, so that what it does from now on takes no time to start. */
  hasStarted(): void {
    this.patience = PATIENCE;
  }

  get stderr(): string {
    return this.program.stderr;
  }

  /** What has been printed and not yet been compared. */
  get unread(): Buffer {
    return this.program.stdout.subarray(this.compared);
  }

  /** Passes when the next bytes on stdout are these; fails at the first byte that is another. */
  async prints(expected: string | Uint8Array, limit = this.patience): Promise<void> {
    const bytes = Reading.current.redone(Buffer.from(expected as Uint8Array));
    const complaint = (): Mismatch => difference(bytes, this.unread, this.compared);
    await until(
      this,
      () => {
        const begun = this.unread.subarray(0, bytes.length);
        const right = bytes.subarray(0, begun.length).equals(begun);
        if (!right || (begun.length < bytes.length && this.over)) {
          throw complaint();
        }
        return begun.length === bytes.length;
      },
      complaint,
      limit,
    );
    this.compared += bytes.length;
  }

  /** Passes when stdout goes on, in whatever way, up to this; answers all of that. */
  async printsUpTo(ending: string): Promise<string> {
    const last = Reading.current.redone(Buffer.from(ending));
    const missing = (): Mismatch =>
      new Mismatch(
        'The client did not print what it should',
        `anything up to ${quote(last)}`,
        quote(this.unread),
      );
    await until(this, () => this.unread.includes(last) || this.over, missing);
    if (!this.unread.includes(last)) throw missing();
    const size = this.unread.indexOf(last) + last.length;
    const text = this.unread.toString('utf8', 0, size);
    this.compared += size;
    return text;
  }

  /**
   * Passes when each of these texts ends a line on a terminal that shows all that was printed, in this
   * order. What stands before it is forgiven, and so are lines between.
   */
  async shows(...texts: string[]): Promise<void> {
    await this.#shows(texts, (line, text) => line.endsWith(text));
  }

  /**
   * As {@link shows} before anything was typed, and nothing of a prompt is left beside a text, nor on a line
   * above it: spaces that wiped it may be.
   */
  async overwrites(...texts: string[]): Promise<void> {
    const left = (): boolean => /\[Me\] *\n/.test(this.printed.toString('latin1'));
    await this.#shows(texts, (line, text) => line.trimStart() === text && !left());
  }

  async #shows(
    texts: readonly string[],
    match: (line: string, text: string) => boolean,
  ): Promise<void> {
    const missing = (): Mismatch =>
      new Mismatch(
        'The client did not show what it should',
        texts.map((text) => quote(Buffer.from(text))).join(', '),
        quote(this.printed.subarray(-SHOWN)),
      );
    const look = (): boolean => {
      const shown = this.#ended.map((line) => line.trimEnd());
      let at = -1;
      const found = texts.every((text) => {
        at = shown.findIndex((line, index) => index > at && match(line, text.trim()));
        return at !== -1;
      });
      if (!found && this.over) throw missing();
      return found;
    };
    await until(this, look, missing, this.patience);
  }

  /** Passes when a prompt stands on the line that is not ended yet. */
  async prompts(): Promise<void> {
    const missing = (): Mismatch =>
      new Mismatch(
        'The client does not prompt',
        quote(Buffer.from('[Me]')),
        quote(this.printed.subarray(-SHOWN)),
      );
    const look = (): boolean => linesOnPaper(this.printed.toString()).at(-1)?.trim() === '[Me]';
    await until(this, look, missing, this.patience);
  }

  /** Passes when this text has been printed, on stdout or stderr. */
  async tells(text: string, limit = this.patience): Promise<void> {
    const before = this.#words.length;
    const missing = (): Mismatch =>
      new Mismatch(
        'The client did not print what it should',
        quote(Buffer.from(text)),
        quote(Buffer.from(this.stderr + this.printed.toString())),
        undefined,
        this.#words.length > before ? OTHER_WORDING : undefined,
      );
    const look = (): boolean => {
      const found = this.printed.includes(text) || this.stderr.includes(text);
      if (!found && this.over) throw missing();
      return found;
    };
    await until(this, look, missing, limit);
  }

  /** Passes when something besides prompts is printed, or the client ends. */
  async saysSomethingOrEnds(limit = this.patience): Promise<void> {
    const before = this.#words.length;
    await until(
      this,
      () => this.over || this.#words.length > before,
      () => new Mismatch('The client goes on as if nothing were', 'a word of it', 'nothing'),
      limit,
    );
  }

  /** The letters on stdout, without those of prompts. */
  get #words(): string {
    return this.printed.toString().replace(/\[Me\]|[^a-z]/gi, '');
  }

  /** How many prompts were printed so far. */
  get promptCount(): number {
    return this.printed.toString().split('[Me]').length - 1;
  }

  /** Passes when more prompts were printed than so many. */
  async promptsAgain(before: number): Promise<void> {
    const missing = (): Mismatch =>
      new Mismatch(
        'The client does not prompt again',
        quote(Buffer.from('[Me] ')),
        quote(this.printed.subarray(-SHOWN)),
      );
    await until(this, () => this.promptCount > before, missing, this.patience);
  }

  /** All that was printed. */
  get printed(): Buffer {
    return this.program.stdout;
  }

  get #ended(): string[] {
    return linesOnPaper(this.printed.toString()).slice(0, -1);
  }

  /** All that is still printed until the client ends. */
  async printsToEnd(): Promise<string> {
    await this.ends();
    const text = this.unread.toString();
    this.compared = this.program.stdout.length;
    return text;
  }

  /** Writes to stdin, in one piece. */
  types(text: string | Uint8Array): void {
    this.trace.did(USER, 'types', quote(Buffer.from(text as Uint8Array), LENGTH));
    this.program.process.stdin?.write(text);
  }

  /** As {@link types}, and waits until the operating system has it all. */
  async takes(text: string | Uint8Array): Promise<void> {
    this.trace.did(USER, 'types', quote(Buffer.from(text as Uint8Array), LENGTH));
    await new Promise<void>((resolve) => {
      this.program.process.stdin?.write(text, () => {
        resolve();
      });
    });
  }

  closesStdin(): void {
    this.trace.did(USER, 'ends stdin');
    this.program.process.stdin?.end();
  }

  /** Nobody reads what the client prints from now on, as when `head` has had its lines. */
  stopReadingStdout(): void {
    this.trace.did(USER, 'closes the other end of stdout');
    this.program.process.stdout?.destroy();
  }

  /** Nobody reads what the client prints until {@link goOnReadingStdout}. */
  pauseReadingStdout(): void {
    this.program.process.stdout?.pause();
  }

  goOnReadingStdout(): void {
    this.program.process.stdout?.resume();
  }

  /** Passes when the client exits with this code, having printed nothing more. */
  async exits(code: number, limit = this.patience): Promise<void> {
    await this.ends(limit);
    const exit = await this.program.exited;
    if (exit.code !== code) {
      const message = 'The client ended with another exit status';
      throw new Mismatch(message, `exit status ${code}`, endOf(exit));
    }
    if (this.unread.length === 0) return;
    const last = quote(this.program.stdout.subarray(0, this.compared).subarray(-BEFORE));
    const message = 'The client printed more than it should';
    throw new Mismatch(message, `nothing more, after ${last}`, quote(this.unread));
  }

  /** Passes when the client ends, whatever its exit code. */
  async ends(limit = this.patience): Promise<void> {
    await until(
      this,
      () => this.over,
      () => new Mismatch('The client did not end', 'its end', 'nothing'),
      limit,
    );
  }

  async kill(): Promise<void> {
    await this.program.kill();
  }
}
