import { decodeText, framePayload } from '@chat/framing';
import { CLIENT_MESSAGE_PREFIX, CLIENT_WIPE_ME } from '@chat/protocol';
import type { Readable, Writable } from 'node:stream';
import { LineSplitter } from './line-splitter';
import { printable } from '../text/printable';
import type { Screen, User } from '../screen';

const PROMPT = Buffer.from(CLIENT_MESSAGE_PREFIX);
const NEWLINE = Buffer.from('\n');

/** How output is written. */
export interface Style {
  /** What overwrites the prompt. */
  readonly wipe: Uint8Array;
  /** Makes of a payload what is printed. */
  readonly render: (payload: Uint8Array) => Uint8Array;
}

/** For programs: the bytes as they came (rule 22). */
export const EXACT: Style = {
  wipe: Buffer.from(`${CLIENT_WIPE_ME}\r`),
  render: (payload) => payload,
};

/** For a terminal whose user types elsewhere: nothing raw, and every prompt of the row wiped. */
export const PRINTABLE: Style = {
  wipe: Buffer.from('\r\x1b[K'),
  render: (payload) => Buffer.from(printable(decodeText(payload))),
};

/** Lines in, messages out, without a line editor (rule 22). */
export class Pipe implements Screen {
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #style: Style;
  #prompted = false;

  constructor(input: Readable, output: Writable, style: Style) {
    this.#input = input;
    this.#output = output;
    this.#style = style;
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
    this.#output.on('drain', () => {
      user.ready();
    });
  }

  prompt(): void {
    this.#prompted = true;
    this.#output.write(PROMPT);
  }

  show(frames: readonly Uint8Array[]): boolean {
    return this.#print(frames.map(framePayload));
  }

  tell(text: string): void {
    this.#print([Buffer.from(text)]);
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
    if (this.#prompted) this.#output.write(this.#style.wipe);
    this.#output.write(`${lastLine}\n`);
  }

  #print(texts: readonly Uint8Array[]): boolean {
    const { wipe, render } = this.#style;
    const parts = texts.flatMap((text) =>
      text.length === 0 ? [wipe, PROMPT] : [wipe, render(text), NEWLINE, PROMPT],
    );
    return this.#output.write(Buffer.concat(parts));
  }
}
