import { FRAME_SIZE } from '@chat/framing';
import { Chat, type ChatOptions } from './edge/chat';
import { after } from './edge/after';
import { CONNECT_TIMEOUT, LEAVE_TIMEOUT, type Dial, type Listener } from './edge/wire';

export { type Chat, type ChatEvent, type ChatOptions, type ConnectionEvent } from './edge/chat';
export { SessionError, type SessionErrorCode } from './errors';

// A global of every browser and of Node 22; declared here so that nothing else of either is.
interface Socket {
  binaryType: string;
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
  send(bytes: Uint8Array): void;
  close(): void;
}
declare const WebSocket: new (url: string) => Socket;

/** Bytes in a binary message, at most: whole frames in 64 KiB. */
const MESSAGE_SIZE = Math.floor((64 * 1024) / FRAME_SIZE) * FRAME_SIZE;

/**
 * Is shown the binary messages of one connection, each before anything comes of it. They are whole, and
 * must not be changed.
 */
export interface Tap {
  sent(message: Uint8Array): void;
  received(message: Uint8Array): void;
}

export interface ConnectOptions extends ChatOptions {
  /** Where the server is: `wss://host/path`, or `ws://` without encryption. */
  readonly url: string;
  /** Called for each connection that is made, before the name is sent over it. */
  readonly tap?: () => Tap;
}

/**
 * Connects to a server over a WebSocket, and says the name.
 *
 * @throws {SessionError} `ERR_NAME`; `ERR_CANNOT_CONNECT` if there is no connection in 10 seconds
 */
export function connect(options: ConnectOptions): Promise<Chat> {
  const { url, tap } = options;
  const dial: Dial = {
    begin: (listener) => {
      begin(url, listener, tap);
    },
    cannotConnect: `Unable to connect to ${url}`,
    disconnected: `Server at ${url} has disconnected`,
  };
  return Chat.open(dial, options);
}

function begin(url: string, listener: Listener, tapping?: () => Tap): void {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  let isGone = false;
  let tap: Tap | undefined;
  const gone = (fault?: unknown) => {
    cancel();
    if (isGone) return;
    isGone = true;
    listener.gone(fault);
  };
  const giveUp = () => {
    socket.close();
    gone(new Error('no answer in time'));
  };
  let cancel = after(CONNECT_TIMEOUT, giveUp);
  const end = () => {
    socket.close();
    cancel = after(LEAVE_TIMEOUT, gone);
  };
  socket.addEventListener('open', () => {
    cancel();
    if (isGone) return;
    tap = tapping?.();
    listener.open({
      send: (bytes) => {
        for (const message of messagesOf(bytes)) {
          tap?.sent(message);
          socket.send(message);
        }
      },
      end,
    });
  });
  socket.addEventListener('message', ({ data }) => {
    if (isGone) return;
    // Frames are bytes: whoever sends text is no server of this protocol.
    if (!(data instanceof ArrayBuffer)) {
      end();
      return;
    }
    const message = new Uint8Array(data);
    tap?.received(message);
    listener.data(message);
  });
  for (const type of ['error', 'close']) {
    socket.addEventListener(type, () => {
      gone();
    });
  }
}

function* messagesOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += MESSAGE_SIZE) {
    yield bytes.subarray(at, at + MESSAGE_SIZE);
  }
}
