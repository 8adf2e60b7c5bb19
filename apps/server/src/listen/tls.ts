import { readAuthorities, readIdentity, type Identity } from '@chat/tls-files';
import { constants } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createServer, type SecureContextOptions, type Server, type TLSSocket } from 'node:tls';
import { Handshake, type Handshakes } from './handshake';
import { GROUPS, ONE_SIGNATURE } from './handshake-cost';
import { HandshakeLine } from './handshake-line';

/** Milliseconds: the most that a timer can wait. Each handshake has a timer of its own. */
const NEVER = 2 ** 31 - 1;

/** The files of TLS, all in PEM form. */
export interface TlsFiles {
  /** The server's certificate, and after it those between it and its authority. */
  readonly cert: string;
  /** Its private key, unencrypted. */
  readonly key: string;
  /** Certificates of the authorities from one of which every client must have its own. */
  readonly ca: string | undefined;
}

/** TLS 1.2 or newer, with certificates that can be renewed while it serves. */
export class Encryption {
  readonly #files: TlsFiles;
  /** It listens nowhere, and is handed connections that were accepted. */
  readonly #server: Server;
  readonly #common: Handshakes;
  /** Those that are not over, by the socket that was accepted. */
  readonly #handshakes = new Map<Socket, UnderWay>();
  #warning: string | undefined;

  /**
   * @param timeout milliseconds that a handshake may take; `Infinity` for no limit
   * @throws Error that says in one line which file cannot be used, and why
   */
  constructor(files: TlsFiles, timeout: number) {
    this.#files = files;
    const { identity, outOfTime } = readIdentity(files.cert, files.key);
    this.#warning = outOfTime;
    this.#server = createServer({
      ...contextOf(identity, files),
      requestCert: files.ca !== undefined,
      // A certificate that is refused is told of, not only closed on.
      rejectUnauthorized: false,
      handshakeTimeout: NEVER,
    });
    this.#common = {
      line: new HandshakeLine(),
      timeout,
      groups: GROUPS,
      begin: (socket) => this.#server.emit('connection', socket),
    };
    this.#server.on('secureConnection', (secure) => {
      const underWay = this.#take(acceptedOf(secure));
      secure.allowHalfOpen = true;
      if (underWay === undefined) secure.destroy();
      else underWay.done(secure, files.ca === undefined ? undefined : faultOf(secure));
    });
    this.#server.on('tlsClientError', (error, secure) => {
      this.#handshakes.get(acceptedOf(secure))?.handshake.fail(explain(error));
      secure.destroy();
    });
  }

  /** What is wrong with the certificate, though it can be used: that it has expired. */
  get warning(): string | undefined {
    return this.#warning;
  }

  /**
   * Does the handshake on an accepted connection, and hands over the encrypted one, which may half-close:
   * with a fault, if its client has no certificate that is trusted. One on which the
   * handshake fails is closed, and `failed` hears why.
   *
   * @param origin where it comes from: those of one origin wait for each other more than for others
   */
  upgrade(
    socket: Socket,
    origin: string,
    done: UnderWay['done'],
    failed: (fault: string) => void,
  ): void {
    const handshake = new Handshake(socket, origin, this.#common);
    this.#handshakes.set(socket, { handshake, done });
    socket.on('close', () => {
      if (this.#take(socket) !== undefined) failed(handshake.fault);
    });
  }

  /** Closes the connections whose handshake is not over: nothing is owed to them. */
  close(): void {
    for (const socket of this.#handshakes.keys()) socket.destroy();
  }

  /**
   * Reads the files again, for the connections that come from now on.
   *
   * @throws Error that says in one line which file cannot be used, and why; then the old ones stay
   */
  reload(): void {
    Object.values(this.#files).forEach(refusePipe);
    const { identity, outOfTime } = readIdentity(this.#files.cert, this.#files.key);
    if (outOfTime !== undefined) throw new Error(outOfTime);
    this.#server.setSecureContext(contextOf(identity, this.#files));
    this.#warning = undefined;
  }

  /** A handshake that is now over. */
  #take(socket: Socket): UnderWay | undefined {
    const underWay = this.#handshakes.get(socket);
    this.#handshakes.delete(socket);
    underWay?.handshake.over();
    return underWay;
  }
}

/** A pipe could be waited for without end, and everybody would wait: it is read at the start only. */
function refusePipe(file: string | undefined): void {
  if (file !== undefined && statSync(file, { throwIfNoEntry: false })?.isFIFO() === true) {
    throw new Error(`${file} is a pipe, which is read at the start only.`);
  }
}

/** A handshake that is not over, and who is handed the encrypted connection. */
interface UnderWay {
  readonly handshake: Handshake;
  readonly done: (secure: TLSSocket, fault: string | undefined) => void;
}

/**
 * Where certificates are asked for, no session is resumed: a chain that was refused once, or whose
 * authority has gone, would not be looked at again. A ticket that TLS 1.3 sends still finds no session.
 */
function contextOf(identity: Identity, { ca }: TlsFiles): SecureContextOptions {
  const { secureOptions = 0 } = ONE_SIGNATURE;
  const resumption = ca === undefined ? 0 : constants.SSL_OP_NO_TICKET;
  return {
    ...identity,
    ...(ca !== undefined && { ca: readAuthorities(ca) }),
    minVersion: 'TLSv1.2',
    ...ONE_SIGNATURE,
    secureOptions: secureOptions | resumption,
  };
}

/** The accepted socket under an encrypted one, which Node tells under this name only. */
function acceptedOf(secure: TLSSocket): Socket {
  return (secure as TLSSocket & { readonly _parent: Socket })._parent;
}

function explain({ reason, code, message }: NodeJS.ErrnoException & { reason?: string }): string {
  return reason ?? code ?? message;
}

/** Why the client's certificate is refused, if it is. */
function faultOf(secure: TLSSocket): string | undefined {
  if (secure.getPeerX509Certificate() === undefined) return 'no client certificate';
  if (secure.authorized) return undefined;
  // The declared type is an error, but it is the code of one.
  return `client certificate: ${String(secure.authorizationError)}`;
}
