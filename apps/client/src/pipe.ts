import { CLIENT_MESSAGE_PREFIX, CLIENT_WIPE_ME } from '@chat/protocol';
import type { Readable, Writable } from 'node:stream';
import { LineSplitter } from './line-splitter';
import type { Screen, User } from './screen';

const WIPE = Buffer.from(`${CLIENT_WIPE_ME}\r`);
const PROMPT = Buffer.from(CLIENT_MESSAGE_PREFIX);
const NEWLINE = Buffer.from('\n');

/** Makes of a payload what is printed. */
export type Render = (payload: Uint8Array) => Uint8Array;

/** Lines in, exact bytes out (rule 22). */
export class Pipe implements Screen {
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #render: Render;
  #prompted = false;

  constructor(input: Readable, output: Writable, render: Render) {
    this.#input = input;
    this.#output = output;
    this.#render = render;
  }

  open(user: User): void {
    const splitter = new LineSplitter();
    this.prompt();
    this.#input.on('data', (chunk: Buffer) => {
      for (const line of splitter.push(chunk)) user.line(line);
    });
    this.#input.on('error', () => {
      user.end();
    });
    this.#input.on('end', () => {
      const last = splitter.end();
      if (last !== undefined) user.line(last);
      user.end();
    });
  }

  prompt(): void {
    this.#prompted = true;
    this.#output.write(PROMPT);
  }

  show(messages: readonly Uint8Array[]): void {
    const parts = messages.flatMap((message) =>
      message.length === 0 ? [WIPE, PROMPT] : [WIPE, this.#render(message), NEWLINE, PROMPT],
    );
    this.#output.write(Buffer.concat(parts));
  }

  pause(): void {
    this.#input.pause();
  }

  resume(): void {
    this.#input.resume();
  }

  close(lastLine?: string): void {
    this.#input.destroy();
    if (lastLine === undefined) return;
    if (this.#prompted) this.#output.write(WIPE);
    this.#output.write(`${lastLine}\n`);
  }
}
