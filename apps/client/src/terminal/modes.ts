import type { ReadStream, WriteStream } from 'node:tty';

const BRACKETED_PASTE_ON = '\x1b[?2004h';
const BRACKETED_PASTE_OFF = '\x1b[?2004l';

/** What the client asks of a terminal while somebody types in it, and takes back whenever nobody does. */
export class Modes {
  readonly #input: ReadStream;
  readonly #output: WriteStream;
  readonly #isDumb: boolean;
  #isEntered = false;

  /** @param isDumb whether the terminal knows no escape sequences */
  constructor(input: ReadStream, output: WriteStream, isDumb: boolean) {
    this.#input = input;
    this.#output = output;
    this.#isDumb = isDumb;
  }

  /** Keys come as they are pressed, and are not echoed; a paste has a beginning and an end. */
  enter(): void {
    this.#isEntered = true;
    // Whoever had the terminal meanwhile may have left it otherwise than Node thinks that it is.
    this.#input.setRawMode(false);
    this.#input.setRawMode(true);
    if (!this.#isDumb) this.#output.write(BRACKETED_PASTE_ON);
  }

  leave(): void {
    if (!this.#isEntered) return;
    this.#isEntered = false;
    if (!this.#isDumb) this.#output.write(BRACKETED_PASTE_OFF);
    this.#input.setRawMode(false);
  }
}
