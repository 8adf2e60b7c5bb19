import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';

/** A file that the conversation is written to, behind what is in it: each line with its time. */
export class LogFile {
  readonly #file: string;
  #descriptor: number;

  /**
   * A new file is nobody else's to read.
   *
   * @throws Error that says in one line why the file cannot be written
   */
  constructor(file: string) {
    this.#file = file;
    try {
      this.#descriptor = this.#open();
    } catch (error) {
      throw this.#fault(error);
    }
  }

  /**
   * Writes into a new file if the one before was deleted: nobody would find there what is said.
   *
   * @param text printable lines
   * @throws as the constructor
   */
  write(text: string): void {
    const time = new Date().toISOString();
    const lines = text.split('\n').map((line) => `${time} ${line}\n`);
    try {
      if (fstatSync(this.#descriptor).nlink === 0) {
        closeSync(this.#descriptor);
        this.#descriptor = this.#open();
      }
      writeSync(this.#descriptor, lines.join(''));
    } catch (error) {
      throw this.#fault(error);
    }
  }

  #open(): number {
    return openSync(this.#file, 'a', 0o600);
  }

  #fault(error: unknown): Error {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return new Error(`Cannot write to ${this.#file}: ${code}.`, { cause: error });
  }
}
