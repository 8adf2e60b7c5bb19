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

export interface ConnectOptions extends ChatOptions {
  /** Where the server is: `wss://host/path`, or `ws://` without encryption. */
  readonly url: string;
}

/**
 * Connects to a server over a WebSocket, and says the name.
 *
 * @throws {SessionError} `ERR_NAME`; `ERR_CANNOT_CONNECT` if there is no connection in 10 seconds
 */
export function connect(options: ConnectOptions): Promise<Chat> {
  const { url } = options;
  const dial: Dial = {
    begin: (listener) => {
      begin(url, listener);
    },
    cannotConnect: `Unable to connect to ${url}`,
    disconnected: `Server at ${url} has disconnected`,
  };
  return Chat.open(dial, options);
}

function begin(url: string, listener: Listener): void {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  let isGone = false;
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
    if (!isGone)
      listener.open({
        send: (bytes) => {
          send(socket, bytes);
        },
        end,
      });
  });
  socket.addEventListener('message', ({ data }) => {
    if (isGone) return;
    if (data instanceof ArrayBuffer) listener.data(new Uint8Array(data));
    // Frames are bytes: whoever sends text is no server of this protocol.
    else end();
  });
  for (const type of ['error', 'close']) {
    socket.addEventListener(type, () => {
      gone();
    });
  }
}

function send(socket: Socket, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += MESSAGE_SIZE) {
    socket.send(bytes.subarray(at, at + MESSAGE_SIZE));
  }
}
