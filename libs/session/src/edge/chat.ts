import { Backoff } from '../backoff';
import { SessionError } from '../errors';
import type { SessionEvent } from '../event';
import { checkName } from '../name';
import { Session } from '../session';
import { after } from './after';
import { Events } from './events';
import type { Dial, Wire } from './wire';

// A global of every browser and of Node; declared here so that nothing else of either is.
declare const performance: { now(): number };

/** Events that wait to be read, at most, before the server is not listened to. */
const UNREAD_LIMIT = 10_000;

/** What every way to connect asks. */
export interface ChatOptions {
  /** What others see this client as: 1 to 64 bytes (rule 7). */
  readonly name: string;
  /**
   * Whether to connect again, for as long as it takes, when the connection is lost. The server does not
   * know the client any more then: join again when `reconnected` comes.
   */
  readonly reconnect?: boolean;
}

/** What becomes of the connection, where it is made again. */
export interface ConnectionEvent {
  readonly type: 'disconnected' | 'reconnected';
}

export type ChatEvent = SessionEvent | ConnectionEvent;

/**
 * A client that is connected, and its events in order. They end when it is closed, and throw
 * `ERR_DISCONNECTED` when the connection is lost, unless it reconnects.
 *
 * They have to be read: 10 000 unread events are the most that it keeps. Then it lets the server wait
 * (which drops slow readers), or ends the connection where waiting is not possible.
 */
export class Chat implements AsyncIterableIterator<ChatEvent> {
  readonly #dial: Dial;
  readonly #options: ChatOptions;
  readonly #events = new Events<ChatEvent>();
  readonly #backoff = new Backoff();
  #session: Session | undefined;
  #wire: Wire | undefined;
  #isPaused = false;
  #isRetrying = false;
  #isClosed = false;
  /** Whether the next attempt has to be made at once. */
  #isUrgent = false;
  #openedAt = 0;
  /** Begins the attempt that is waited for. */
  #attempt: (() => void) | undefined;
  #cancelRetry: () => void = () => undefined;
  #left: () => void = () => undefined;

  private constructor(dial: Dial, options: ChatOptions) {
    this.#dial = dial;
    this.#options = options;
  }

  /** @throws {SessionError} `ERR_NAME`; `ERR_CANNOT_CONNECT`, with the fault as its cause */
  static async open(dial: Dial, options: ChatOptions): Promise<Chat> {
    checkName(options.name);
    const chat = new Chat(dial, options);
    await chat.#connect();
    return chat;
  }

  get name(): string {
    return this.#options.name;
  }

  /** As {@link Session.channel}; `undefined` while there is no connection. */
  get channel(): string | undefined {
    return this.#session?.channel;
  }

  /** As {@link Session.join}; rejects with `ERR_DISCONNECTED` where there is no connection. */
  join(channel: string): Promise<void> {
    return this.#ask((session) => session.join(channel));
  }

  /** As {@link Session.create}; rejects with `ERR_DISCONNECTED` where there is no connection. */
  create(channel: string): Promise<void> {
    return this.#ask((session) => session.create(channel));
  }

  /** As {@link Session.list}; rejects with `ERR_DISCONNECTED` where there is no connection. */
  list(): Promise<readonly string[]> {
    return this.#ask((session) => session.list());
  }

  /**
   * As {@link Session.say}. Messages are not acknowledged, and what is said while the connection is being
   * made again is lost as what was on its way is.
   *
   * @throws {SessionError} `ERR_DISCONNECTED`, unless it reconnects; `ERR_CLOSED` once it is closed
   */
  say(text: string | Uint8Array): void {
    this.#tell((session) => {
      session.say(text);
    });
  }

  /** As {@link Session.line}, and as {@link say} where there is no connection. */
  line(text: string | Uint8Array): void {
    this.#tell((session) => {
      session.line(text);
    });
  }

  /**
   * Leaves: what was said before is sent, what comes still is not told. Resolves when the connection is
   * over, in about a second at most.
   */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelRetry();
    this.#session?.close();
    const wire = this.#wire;
    if (wire !== undefined) {
      const left = new Promise<void>((resolve) => (this.#left = resolve));
      this.#resume();
      wire.end();
      await left;
    }
    this.#events.end();
  }

  /**
   * Connects again at once, where that would be done later: gives up a connection that there is, and does
   * not wait for the next attempt. Does nothing where `reconnect` is not asked for.
   */
  reconnect(): void {
    if (this.#options.reconnect !== true || this.#isClosed) return;
    if (this.#wire !== undefined) {
      this.#isUrgent = true;
      this.#wire.end();
    } else this.#attempt?.();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<ChatEvent, undefined>> {
    const next = this.#events.next();
    if (this.#events.size === 0) this.#resume();
    return next;
  }

  /** Called when a loop over the events is left: the connection stays, and the next loop goes on. */
  return(): Promise<IteratorResult<ChatEvent, undefined>> {
    return Promise.resolve({ done: true, value: undefined });
  }

  #connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#dial.begin({
        open: (wire) => {
          this.#open(wire);
          resolve();
        },
        data: (chunk) => {
          this.#receive(chunk);
        },
        gone: (cause) => {
          if (this.#wire !== undefined) this.#lose();
          else reject(new SessionError('ERR_CANNOT_CONNECT', this.#dial.cannotConnect, { cause }));
        },
      });
    });
  }

  #open(wire: Wire): void {
    this.#wire = wire;
    if (this.#isClosed) {
      wire.end();
      return;
    }
    const send = (bytes: Uint8Array) => {
      wire.send(bytes);
    };
    this.#session = new Session({ name: this.name, send, after });
    if (this.#isRetrying) this.#events.push({ type: 'reconnected' });
    this.#isRetrying = false;
    this.#openedAt = performance.now();
  }

  #receive(chunk: Uint8Array): void {
    if (this.#session === undefined || this.#isClosed) return;
    for (const event of this.#session.receive(chunk)) this.#events.push(event);
    if (this.#events.size < UNREAD_LIMIT || this.#isPaused) return;
    if (this.#wire?.pause === undefined) this.#wire?.end();
    else if (this.#session.pending === 0) {
      this.#isPaused = true;
      this.#wire.pause();
    }
  }

  #resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#wire?.resume?.();
  }

  #lose(): void {
    const error = this.#lost();
    this.#wire = undefined;
    this.#isPaused = false;
    this.#session?.close(error);
    this.#session = undefined;
    this.#left();
    if (this.#isClosed) return;
    if (this.#options.reconnect !== true) {
      this.#events.end(error);
      return;
    }
    this.#events.push({ type: 'disconnected' });
    this.#isRetrying = true;
    this.#backoff.lost(performance.now() - this.#openedAt);
    this.#retry();
  }

  #retry(): void {
    this.#attempt = () => {
      this.#cancelRetry();
      this.#attempt = undefined;
      this.#connect().catch(() => {
        if (!this.#isClosed) this.#retry();
      });
    };
    if (this.#isUrgent) {
      this.#isUrgent = false;
      this.#attempt();
      return;
    }
    this.#cancelRetry = after(this.#backoff.next(), this.#attempt);
  }

  async #ask<Result>(call: (session: Session) => Promise<Result>): Promise<Result> {
    if (this.#session === undefined) throw this.#isClosed ? closed() : this.#lost();
    // The answer comes behind what is unread.
    this.#resume();
    return await call(this.#session);
  }

  #tell(say: (session: Session) => void): void {
    if (this.#isClosed) throw closed();
    if (this.#session !== undefined) say(this.#session);
    else if (this.#options.reconnect !== true) throw this.#lost();
  }

  #lost(): SessionError {
    return new SessionError('ERR_DISCONNECTED', this.#dial.disconnected);
  }
}

function closed(): SessionError {
  return new SessionError('ERR_CLOSED', 'The session is closed.');
}
