import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { encodeFrames, FrameDecoder, frameText } from '@chat/framing';
import {
  format,
  SERVER_CANNOT_ANSWER,
  SERVER_CHANNEL_EXISTS,
  SERVER_INVALID_CONTROL_MESSAGE,
  SERVER_NO_CHANNEL_EXISTS,
} from '@chat/protocol';
import { type Answer, type Call } from '../history';
import { type Recorder } from './recorder';

/** Milliseconds that a client waits for an answer, which a server may look for 10 seconds for. */
const PATIENCE = 20_000;

/** Milliseconds that a server may take to close what a client has closed. */
const FAREWELL = 5000;

const MESSAGE = /^\[(\S+)\] (\S+) (\d+)$/;
const NOTICE = /^(\S+) has (joined|left)$/;

/** A call whose answer has not come as a whole. */
interface Waiting {
  readonly call: Call;
  /** The reply to the word that was sent behind the call. No answer comes later. */
  readonly last: string;
  answer: Answer;
  readonly names: string[];
  readonly resolve: () => void;
}

/**
 * A client as simple as can be, which notes all that it does and gets, frame by frame. It sends an unknown
 * command behind each call: the reply tells where the answer ends, since success has none (rules 9 and 12).
 */
export class Client {
  /** Where it is, as far as it knows. */
  channel: string | undefined;
  readonly #recorder: Recorder;
  readonly #socket: Socket;
  readonly #decoder = new FrameDecoder();
  #waiting: Waiting | undefined;
  #said = 0;
  #calls = 0;
  #isOver = false;

  private constructor(
    recorder: Recorder,
    readonly name: string,
    socket: Socket,
  ) {
    this.#recorder = recorder;
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      for (const frame of this.#decoder.push(chunk)) this.#receive(frameText(frame));
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#end('by others');
    });
    this.#send(name);
  }

  /** @throws what keeps it from connecting */
  static async enter(
    recorder: Recorder,
    { name, server, port }: { name: string; server: number; port: number },
  ): Promise<Client> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    recorder.note({ type: 'entered', client: name, server });
    return new Client(recorder, name, socket);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Asks, and waits for the answer, or for the end: a client that gets none leaves. */
  async call(call: Call): Promise<void> {
    if (this.#isOver) return;
    const word = `/${this.name}-${this.#calls++}`;
    const last = format(SERVER_INVALID_CONTROL_MESSAGE, word);
    this.#recorder.note({ type: 'called', client: this.name, call });
    const answered = new Promise<void>((resolve) => {
      this.#waiting = { call, last, answer: 'ok', names: [], resolve };
    });
    this.#send(call.kind === 'list' ? '/list' : `/${call.kind} ${call.channel}`, word);
    const timer = setTimeout(() => {
      this.#end('by itself');
    }, PATIENCE);
    await answered;
    clearTimeout(timer);
  }

  /** Says the next thing in the channel where it is. */
  say(): void {
    const { channel } = this;
    if (channel === undefined || this.#isOver) return;
    const number = this.#said++;
    this.#recorder.note({ type: 'said', client: this.name, channel, number });
    this.#send(`${channel} ${number}`);
  }

  /** Closes its side, and waits until the server has closed the other. */
  async end(): Promise<void> {
    const closed = this.#socket.closed ? undefined : once(this.#socket, 'close');
    this.#end('by itself');
    await Promise.race([closed, delay(FAREWELL, undefined, { ref: false })]);
    this.#socket.destroy();
  }

  #send(...texts: string[]): void {
    this.#socket.write(Buffer.concat(texts.map((text) => encodeFrames(text))));
  }

  #end(how: 'by itself' | 'by others'): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#recorder.note({ type: 'ended', client: this.name, how });
    this.#socket.end();
    this.#waiting?.resolve();
  }

  #receive(text: string): void {
    if (this.#isOver) return;
    const client = this.name;
    const [, from, channel, number] = MESSAGE.exec(text) ?? [];
    const [, who, type] = NOTICE.exec(text) ?? [];
    if (from !== undefined && channel !== undefined) {
      this.#recorder.note({ type: 'heard', client, from, channel, number: Number(number) });
    } else if (who !== undefined) {
      this.#recorder.note({ type: type === 'joined' ? 'joined' : 'left', client, who });
    } else if (this.#waiting === undefined || !this.#isAnswer(text, this.#waiting)) {
      this.#recorder.note({ type: 'odd', client, text });
    }
  }

  /** Takes a frame as (a part of) the answer that is waited for, if it can be. */
  #isAnswer(text: string, waiting: Waiting): boolean {
    const { call, last } = waiting;
    if (text === last) this.#answered(waiting);
    else if (text === SERVER_CANNOT_ANSWER) waiting.answer = 'cannot';
    else if (call.kind === 'list') waiting.names.push(...text.split('\n').filter(Boolean));
    else if (text === format(REFUSALS[call.kind].text, call.channel)) {
      waiting.answer = REFUSALS[call.kind].answer;
    } else return false;
    return true;
  }

  #answered({ call, answer, names, resolve }: Waiting): void {
    this.#waiting = undefined;
    const list = call.kind === 'list' ? { names } : {};
    this.#recorder.note({ type: 'answered', client: this.name, answer, ...list });
    if (answer === 'ok' && call.kind !== 'list') this.channel = call.channel;
    resolve();
  }
}

const REFUSALS = {
  create: { text: SERVER_CHANNEL_EXISTS, answer: 'exists' },
  join: { text: SERVER_NO_CHANNEL_EXISTS, answer: 'missing' },
} as const;
