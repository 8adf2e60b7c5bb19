import type { Reason } from '../connection/disconnect';
import type { Asides, Wire } from '../connection/wire';
import { MessageDecoder } from './message-decoder';
import { frameOf, OPCODE, type Messages } from './messages';

/** Statuses of a close frame (RFC 6455, section 7.4.1). */
const NORMAL = 1000;
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;

const NOTHING = new Uint8Array(0);

const PING = Buffer.concat(frameOf(OPCODE.ping, NOTHING));

/** The wire of a connection whose frames travel in the messages of a WebSocket. */
export class WebSocketWire implements Wire {
  asides: Asides = { answer: () => undefined, over: () => undefined };
  readonly probe = PING;
  readonly #messages: Messages;
  readonly #decoder: MessageDecoder;
  /** The last ping that is not answered: those before it need no answer (RFC 6455, section 5.5.3). */
  #ping: Uint8Array | undefined;
  /** What the close frame says, once the client has sent its own, or what breaks the rules. */
  #status: number | undefined;

  /** @param messages those of all connections of a server */
  constructor(messages: Messages) {
    this.#messages = messages;
    this.#decoder = new MessageDecoder({
      ping: (payload) => {
        this.#ping = payload;
      },
      closed: (status = NORMAL) => {
        this.#status = status;
        this.asides.over('closed');
      },
      failed: (status) => {
        this.#status = status;
        this.asides.over('protocol_error');
      },
    });
  }

  push(bytes: Uint8Array): readonly Uint8Array[] {
    const frames = this.#decoder.push(bytes);
    if (this.#ping !== undefined) {
      this.asides.answer(Buffer.concat(frameOf(OPCODE.pong, this.#ping)));
      this.#ping = undefined;
    }
    return frames;
  }

  wrap(views: readonly Uint8Array[]): readonly Uint8Array[] {
    return this.#messages.wrap(views);
  }

  last(reason: Reason): Uint8Array {
    const status = Buffer.alloc(2);
    status.writeUInt16BE(this.#status ?? statusOf(reason));
    return Buffer.concat(frameOf(OPCODE.close, status));
  }
}

function statusOf(reason: Reason): number {
  switch (reason) {
    case 'shutdown':
      return GOING_AWAY;
    case 'closed':
      return NORMAL;
    default:
      return POLICY_VIOLATION;
  }
}
