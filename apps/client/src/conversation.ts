import {
  CLIENT_CANNOT_CONNECT,
  CLIENT_SERVER_DISCONNECTED,
  format,
  ProtocolError,
} from '@chat/protocol';
import { Session, type SessionEvent } from '@chat/session';
import type { Invitation } from './cli';
import type { Call, Dial } from './connection/call';
import { Link } from './connection/link';
import { Unreachable } from './connection/unreachable';
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
  #link: Link | undefined;
  #session: Session | undefined;
  #status = FAILED;
  #reason: Error | undefined;

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
      this.#screen.prompt();
      if (this.#link?.isBehind) this.#screen.pause();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#screen.tell(error.message);
    }
  }

  end(): void {
    this.#status = LEFT;
    this.#link?.end();
  }

  interrupt(): void {
    this.#status = INTERRUPTED;
    this.#link?.destroy();
  }

  ready(): void {
    this.#link?.resume();
  }

  read(frame: Uint8Array): SessionEvent | undefined {
    return this.#session?.receive(frame)[0];
  }

  async #run(): Promise<number> {
    const { host, port } = this.#invitation;
    const call = await this.#call();
    if (call === undefined) {
      this.#screen.close(format(CLIENT_CANNOT_CONNECT, host, port));
      return FAILED;
    }
    const link = this.#converse(call);
    this.#screen.open(this);
    await link.closed;
    this.#reason = call.reason();
    // The user knows of having left.
    const gone = format(CLIENT_SERVER_DISCONNECTED, host, port);
    this.#screen.close(this.#status === FAILED ? gone : undefined);
    return this.#status;
  }

  async #call(): Promise<Call | undefined> {
    const giveUp = new AbortController();
    const deadline = setTimeout(() => {
      giveUp.abort(new Unreachable('ETIMEDOUT'));
    }, CONNECT_TIMEOUT);
    try {
      return await this.#dial(this.#invitation, giveUp.signal);
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
