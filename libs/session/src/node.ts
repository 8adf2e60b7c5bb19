import { CLIENT_CANNOT_CONNECT, CLIENT_SERVER_DISCONNECTED, format } from '@chat/protocol';
import { isIP, type Socket } from 'node:net';
import {
  connect as connectTls,
  createSecureContext,
  type SecureContextOptions,
  type TLSSocket,
} from 'node:tls';
import { Chat, type ChatOptions } from './edge/chat';
import { CONNECT_TIMEOUT, LEAVE_TIMEOUT, type Dial, type Listener } from './edge/wire';
import { reach } from './tcp';

export { type Chat, type ChatEvent, type ChatOptions, type ConnectionEvent } from './edge/chat';
export { SessionError, type SessionErrorCode } from './errors';

/** What TLS needs to know, all in PEM form. */
export interface TlsIdentity {
  /** Certificates of the authorities to trust, in the place of those that Node.js knows. */
  readonly ca?: string | Uint8Array;
  /** The client's certificate, for a server that asks for one. */
  readonly cert?: string | Uint8Array;
  /** The private key of {@link cert}, unencrypted. */
  readonly key?: string | Uint8Array;
}

export interface ConnectOptions extends ChatOptions {
  /** Name or address of the server. */
  readonly host: string;
  /** TCP port of the server. */
  readonly port: number | string;
  /** Encrypts, and verifies who the server is: TLS 1.2 or newer. `true` is all that most servers need. */
  readonly tls?: boolean | TlsIdentity;
}

/**
 * Connects to a server over TCP, or TLS, and says the name.
 *
 * @throws {SessionError} `ERR_NAME`; `ERR_CANNOT_CONNECT` if there is no connection in 10 seconds
 */
export function connect(options: ConnectOptions): Promise<Chat> {
  const { host } = options;
  const port = String(options.port);
  const dial: Dial = {
    begin: (listener) => {
      begin(options, listener);
    },
    cannotConnect: format(CLIENT_CANNOT_CONNECT, host, port),
    disconnected: format(CLIENT_SERVER_DISCONNECTED, host, port),
  };
  return Chat.open(dial, options);
}

function begin(options: ConnectOptions, listener: Listener): void {
  const giveUp = new AbortController();
  const timer = setTimeout(() => {
    giveUp.abort(new Error('no answer in time'));
  }, CONNECT_TIMEOUT);
  dial(options, giveUp.signal)
    .finally(() => {
      clearTimeout(timer);
    })
    .then(
      (socket) => {
        talk(socket, listener);
      },
      (fault: unknown) => {
        listener.gone(fault);
      },
    );
}

/** Hands the listener a connection, until it is over. */
function talk(socket: Socket, listener: Listener): void {
  let fault: unknown;
  let timer: NodeJS.Timeout | undefined;
  listener.open({
    send: (bytes) => socket.write(bytes),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end: () => {
      socket.end();
      timer = setTimeout(() => socket.destroy(), LEAVE_TIMEOUT);
    },
  });
  socket.on('data', (chunk) => {
    listener.data(chunk);
  });
  socket.on('error', (error) => (fault = error));
  socket.once('close', () => {
    clearTimeout(timer);
    listener.gone(fault);
  });
}

async function dial(options: ConnectOptions, signal: AbortSignal): Promise<Socket> {
  const { host, tls = false } = options;
  if (tls === false) return reach(options, signal);
  const secureContext = createSecureContext({ minVersion: 'TLSv1.2', ...pemOf(tls) });
  const socket = await reach(options, signal);
  // Servers are asked for by name (SNI); an address is none.
  const servername = isIP(host) === 0 ? host : '';
  return encrypted(connectTls({ socket, host, servername, secureContext }), signal);
}

/** The same connection, when the handshake is done. */
function encrypted(socket: TLSSocket, signal: AbortSignal): Promise<TLSSocket> {
  const giveUp = (): void => {
    socket.destroy(signal.reason as Error);
  };
  signal.addEventListener('abort', giveUp);
  return new Promise<TLSSocket>((resolve, reject) => {
    socket.on('error', reject);
    socket.once('close', () => {
      reject(new Error('The connection is over.'));
    });
    socket.once('secureConnect', () => {
      resolve(socket);
    });
  }).finally(() => {
    signal.removeEventListener('abort', giveUp);
  });
}

function pemOf(tls: true | TlsIdentity): SecureContextOptions {
  if (tls === true) return {};
  const files = Object.entries(tls as Record<string, string | Uint8Array | undefined>);
  return Object.fromEntries(
    files.flatMap(([name, pem]) => (pem === undefined ? [] : [[name, Buffer.from(pem)]])),
  );
}
