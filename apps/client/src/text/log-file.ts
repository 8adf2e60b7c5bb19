import { closeSync, constants, fstatSync, openSync, writeFileSync } from 'node:fs';

/** A pipe that nobody reads, or whose reader is slow, is not waited for. */
const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

/** A file that the conversation is written to, behind what is in it: each line with its time. */
export class LogFile {
  readonly #file: string;
  #descriptor: number | undefined;
  /** Whether only a part of a line may have been written. */
  #isTorn = false;

  /**
   * A new file is nobody else's to read.
   *
   * @throws Error that says in one line why the file cannot be written
   */
  constructor(file: string) {
    this.#file = file;
    try {
      this.#open();
    } catch (error) {
      throw this.#fault(error);
    }
  }

  /**
   * Writes into a new file if the one before was deleted: nobody would find there what is said. It can be called
   * again when it has failed: what was to be written then is lost.
   *
   * @param text printable lines
   * @throws as the constructor
   */
  write(text: string): void {
    const time = new Date().toISOString();
    const lines = text.split('\n').map((line) => `${time} ${line}\n`);
    try {
      const descriptor = this.#open();
      const end = this.#isTorn ? '\n' : '';
      this.#isTorn = true;
      writeFileSync(descriptor, end + lines.join(''));
      this.#isTorn = false;
    } catch (error) {
      throw this.#fault(error);
    }
  }

  /** @returns the descriptor of what has the file's name now */
  #open(): number {
    const old = this.#descriptor;
    if (old !== undefined && fstatSync(old).nlink === 0) {
      this.#descriptor = undefined;
      this.#isTorn = false;
      closeSync(old);
    }
    return (this.#descriptor ??= openSync(this.#file, FLAGS, 0o600));
  }

  #fault(error: unknown): Error {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const why = code === 'ENXIO' ? 'nobody reads it' : code;
    return new Error(`Cannot write to ${this.#file}: ${why}.`, { cause: error });
  }
}
