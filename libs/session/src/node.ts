import { CLIENT_CANNOT_CONNECT, CLIENT_SERVER_DISCONNECTED, format } from '@chat/protocol';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContextOptions } from 'node:tls';
import { Chat, type ChatOptions } from './edge/chat';
import { CONNECT_TIMEOUT, LEAVE_TIMEOUT, type Dial, type Listener } from './edge/wire';

export { type Chat, type ChatEvent, type ChatOptions, type ConnectionEvent } from './edge/chat';
export { SessionError, type SessionErrorCode } from './errors';

/** Milliseconds of silence after which TCP asks whether the server is still there. */
const KEEPALIVE = 60_000;

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
  const { socket, answered } = connectSocket(options);
  let fault: unknown;
  let timer = setTimeout(() => socket.destroy(new Error('no answer in time')), CONNECT_TIMEOUT);
  socket.once(answered, () => {
    clearTimeout(timer);
    socket.setKeepAlive(true, KEEPALIVE);
    listener.open({
      send: (bytes) => socket.write(bytes),
      pause: () => socket.pause(),
      resume: () => socket.resume(),
      end: () => {
        socket.end();
        timer = setTimeout(() => socket.destroy(), LEAVE_TIMEOUT);
      },
    });
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

function connectSocket({ host, port, tls = false }: ConnectOptions): {
  socket: Socket;
  answered: 'connect' | 'secureConnect';
} {
  const address = { host, port: Number(port), noDelay: true };
  if (tls === false) return { socket: connectTcp(address), answered: 'connect' };
  // Servers are asked for by name (SNI); an address is none.
  const servername = isIP(host) === 0 ? host : '';
  const socket = connectTls({ ...address, servername, minVersion: 'TLSv1.2', ...pemOf(tls) });
  socket.setNoDelay(true);
  return { socket, answered: 'secureConnect' };
}

function pemOf(tls: true | TlsIdentity): SecureContextOptions {
  if (tls === true) return {};
  const files = Object.entries(tls as Record<string, string | Uint8Array | undefined>);
  return Object.fromEntries(
    files.flatMap(([name, pem]) => (pem === undefined ? [] : [[name, Buffer.from(pem)]])),
  );
}
