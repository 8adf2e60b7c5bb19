import {
  CLIENT_CANNOT_CONNECT,
  CLIENT_MESSAGE_PREFIX,
  CLIENT_SERVER_DISCONNECTED,
  format,
  ProtocolError,
} from '@chat/protocol';
import { Backoff, Session, type SessionEvent } from '@chat/session';
import type { Invitation } from './cli';
import type { Call, Dial } from './connection/call';
import { Link } from './connection/link';
import { Unreachable } from './connection/unreachable';
import { Moves } from './moves';
import type { Screen, User } from './screen';

/** Milliseconds that a server has to answer, the lookup of its name and the TLS handshake included. */
const CONNECT_TIMEOUT = 10_000;

/** The exit status by how a conversation ended (rules 24 and 25); that of an interrupt is the shell's. */
const LEFT = 0;
const FAILED = 1;
const INTERRUPTED = 130;

/** One conversation with one server, from the connection to its end. */
export class Conversation implements User {
  /** The exit status, once everything is over and shown. */
  readonly ended: Promise<number>;
  readonly #invitation: Invitation;
  readonly #screen: Screen;
  readonly #dial: Dial;
  readonly #moves = new Moves();
  readonly #backoff = new Backoff();
  /** Ends the call, or the pause before it, when the user leaves. */
  #left = new AbortController();
  #link: Link | undefined;
  #session: Session | undefined;
  #status = FAILED;
  #reason: Error | undefined;
  /** Whether the name was refused: as far as can be told from what the server has said, and that it hung up. */
  #isRefused = false;
  /** Whether nothing has come over the connection yet. */
  #isFresh = true;
  /** Since when there is a connection. */
  #since = 0;

  constructor(invitation: Invitation, screen: Screen, dial: Dial) {
    this.#invitation = invitation;
    this.#screen = screen;
    this.#dial = dial;
    this.ended = this.#run();
  }

  /** Why there is no connection, or none any more, where more is known than {@link ended} shows. */
  get reason(): Error | undefined {
    return this.#status === FAILED ? this.#reason : undefined;
  }

  line(text: string | Uint8Array): void {
    try {
      this.#session?.line(text);
      this.#moves.add(String(text));
      this.#screen.prompt();
      if (this.#link?.isBehind) this.#screen.pause();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#screen.tell(error.message);
    }
  }

  end(): void {
    this.#status = LEFT;
    this.#left.abort();
    this.#link?.end();
  }

  interrupt(): void {
    this.#status = INTERRUPTED;
    this.#left.abort();
    this.#link?.destroy();
  }

  ready(): void {
    this.#link?.resume();
  }

  read(frame: Uint8Array): SessionEvent | undefined {
    const event = this.#session?.receive(frame)[0];
    if (event?.type === 'refused') this.#moves.refuse(event.text);
    this.#isRefused = this.#isFresh && event?.type === 'notice' && /\bname\b/iu.test(event.text);
    this.#isFresh = false;
    return event;
  }

  #hasLeft(): boolean {
    return this.#status !== FAILED;
  }

  async #run(): Promise<number> {
    const { host, port, comforts } = this.#invitation;
    let call = await this.#call();
    if (call === undefined) {
      this.#screen.close(format(CLIENT_CANNOT_CONNECT, host, port));
      return FAILED;
    }
    let link = this.#converse(call);
    this.#screen.open(this);
    const gone = format(CLIENT_SERVER_DISCONNECTED, host, port);
    for (;;) {
      await link.closed;
      this.#reason = call.reason();
      this.#link = undefined;
      if (this.#hasLeft() || comforts.reconnect !== true || this.#isRefused) break;
      this.#screen.tell(gone);
      call = await this.#callAgain();
      if (call === undefined) break;
      link = this.#converse(call);
      this.#goBack();
    }
    // The user knows of having left.
    this.#screen.close(this.#hasLeft() ? undefined : gone);
    return this.#status;
  }

  /** Tries until the server answers, or the user has left. */
  async #callAgain(): Promise<Call | undefined> {
    const { setTimeout: delay } = await import('node:timers/promises');
    this.#backoff.lost(performance.now() - this.#since);
    while (!this.#hasLeft()) {
      const pause = this.#backoff.next();
      this.#screen.prompt(`offline: trying again in ${Math.ceil(pause / 1000)} s`);
      await delay(pause, undefined, { signal: this.#left.signal }).catch(() => undefined);
      if (this.#hasLeft()) break;
      this.#screen.prompt('offline: connecting');
      const call = await this.#call();
      if (this.#hasLeft()) {
        call?.socket.destroy();
        break;
      }
      if (call !== undefined) return call;
    }
    return undefined;
  }

  /** Goes where the user was, as far as that is known. */
  #goBack(): void {
    this.#screen.prompt();
    const { channel } = this.#moves;
    if (channel === undefined) return;
    this.#screen.tell(`${CLIENT_MESSAGE_PREFIX}/join ${channel}`);
    this.line(`/join ${channel}`);
  }

  async #call(): Promise<Call | undefined> {
    this.#left = new AbortController();
    const { signal } = this.#left;
    const deadline = setTimeout(() => {
      this.#left.abort(new Unreachable('ETIMEDOUT'));
    }, CONNECT_TIMEOUT);
    try {
      return await this.#dial(this.#invitation, signal);
    } catch (fault) {
      this.#reason = fault as Error;
      return undefined;
    } finally {
      clearTimeout(deadline);
    }
  }

  #converse({ socket }: Call): Link {
    const link = new Link(socket, {
      receive: (frames) => this.#screen.show(frames),
      drained: () => {
        this.#screen.resume();
      },
    });
    const send = (frames: Uint8Array): void => {
      link.send(frames);
    };
    this.#link = link;
    this.#since = performance.now();
    this.#isFresh = true;
    this.#isRefused = false;
    this.#session = new Session({ name: this.#invitation.name, send, after });
    return link;
  }
}

/** The clock. */
function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => {
    clearTimeout(timer);
  };
}
