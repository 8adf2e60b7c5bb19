import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { readFiles, type TlsFiles } from './tls-files';

/** A connection whose handshake is not over. */
interface Handshake {
  readonly socket: Socket;
  readonly done: (secure: TLSSocket, fault: string | undefined) => void;
  reason: string;
}

/** TLS 1.2 or newer, with certificates that can be renewed while it serves. */
export class Encryption {
  readonly #files: TlsFiles;
  /** It listens nowhere, and is handed connections that were accepted. */
  readonly #server: Server;
  readonly #handshakes = new Map<string, Handshake>();
  #warning: string | undefined;

  /**
   * @param timeout milliseconds that a handshake may take; `Infinity` for no limit
   * @throws Error that says in one line which file cannot be used, and why
   */
  constructor(files: TlsFiles, timeout: number) {
    this.#files = files;
    const { context, outOfTime } = readFiles(files);
    this.#warning = outOfTime;
    this.#server = createServer({
      ...context,
      requestCert: files.ca !== undefined,
      // A certificate that is refused is told of, not only closed on.
      rejectUnauthorized: false,
      handshakeTimeout: timeout === Infinity ? 0 : timeout,
    });
    this.#server.on('secureConnection', (secure) => {
      const handshake = this.#take(secure);
      if (handshake === undefined) secure.destroy();
      else handshake.done(secure, files.ca === undefined ? undefined : faultOf(secure));
    });
    this.#server.on('tlsClientError', (error, secure) => {
      const handshake = this.#handshakes.get(idOf(secure));
      if (handshake !== undefined) handshake.reason = explain(error);
      secure.destroy();
    });
  }

  /** What is wrong with the certificate, though it can be used: that it has expired. */
  get warning(): string | undefined {
    return this.#warning;
  }

  /**
   * Does the handshake on an accepted connection, and hands over the encrypted one, which half-closes as
   * the first does: with a fault, if its client has no certificate that is trusted. One on which the
   * handshake fails is closed, and `failed` hears why.
   */
  upgrade(socket: Socket, done: Handshake['done'], failed: (reason: string) => void): void {
    const id = idOf(socket);
    this.#handshakes.set(id, { socket, done, reason: 'closed during the handshake' });
    socket.once('close', () => {
      const handshake = this.#handshakes.get(id);
      if (handshake?.socket !== socket) return;
      this.#handshakes.delete(id);
      failed(handshake.reason);
    });
    // Of the encrypted connection, who has it takes care.
    socket.on('error', () => undefined);
    this.#server.emit('connection', socket);
  }

  /** Closes the connections whose handshake is not over: nothing is owed to them. */
  close(): void {
    for (const { socket } of this.#handshakes.values()) socket.destroy();
  }

  /**
   * Reads the files again, for the connections that come from now on.
   *
   * @throws Error that says in one line which file cannot be used, and why; then the old ones stay
   */
  reload(): void {
    const { context, outOfTime } = readFiles(this.#files);
    if (outOfTime !== undefined) throw new Error(outOfTime);
    this.#server.setSecureContext(context);
    this.#warning = undefined;
  }

  #take(secure: TLSSocket): Handshake | undefined {
    const id = idOf(secure);
    const handshake = this.#handshakes.get(id);
    this.#handshakes.delete(id);
    return handshake;
  }
}

/** What two open connections never have in common. */
function idOf({ remoteAddress = '', remotePort = 0, localAddress = '' }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress}`;
}

function explain({ reason, code, message }: NodeJS.ErrnoException & { reason?: string }): string {
  return reason ?? code ?? message;
}

/** Why the client's certificate is refused, if it is. */
function faultOf(secure: TLSSocket): string | undefined {
  if (secure.authorized) return undefined;
  if (secure.getPeerX509Certificate() === undefined) return 'no client certificate';
  // The declared type is an error, but it is the code of one.
  return `client certificate: ${String(secure.authorizationError)}`;
}
