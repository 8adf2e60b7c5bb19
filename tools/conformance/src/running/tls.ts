import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createSecureContext, TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { PATIENCE } from './patience';
import { type Wire } from './wire';
import { within } from './within';

/** Keys that are made in a moment, signed in a way that everybody accepts. */
const KIND = { keyType: 'ec', algorithm: 'sha256' } as const;

/** All that checks connect to, as names and addresses that a certificate is for. */
const LOOPBACK = [
  { type: 2 as const, value: 'localhost' },
  { type: 7 as const, ip: '127.0.0.1' },
  { type: 7 as const, ip: '::1' },
];

/** What makes a run one over TLS: an authority and a certificate made for it. */
export class Tls implements Wire {
  /** The values of `{ca}`, `{cert}` and `{key}` in a command line: PEM files. */
  readonly files: Readonly<Record<'ca' | 'cert' | 'key', string>>;
  readonly #context;
  readonly #folder = mkdtempSync(join(tmpdir(), 'chat-conformance-tls-'));

  private constructor(pem: Record<'ca' | 'cert' | 'key', string>) {
    this.#context = createSecureContext(pem);
    const write = (name: keyof typeof pem): string => {
      const file = join(this.#folder, `${name}.pem`);
      writeFileSync(file, pem[name], { mode: 0o600 });
      return file;
    };
    this.files = { ca: write('ca'), cert: write('cert'), key: write('key') };
  }

  static async make(): Promise<Tls> {
    const ca = await generate([{ name: 'commonName', value: 'chat-conformance authority' }], {
      ...KIND,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, critical: true },
      ],
    });
    const own = await generate([{ name: 'commonName', value: 'localhost' }], {
      ...KIND,
      extensions: [{ name: 'subjectAltName', altNames: LOOPBACK }],
      ca: { key: ca.private, cert: ca.cert },
    });
    return new Tls({ ca: ca.cert, cert: own.cert, key: own.private });
  }

  /** Takes the files away. */
  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /**
   * Encrypts a connection to the server under test. Its certificate is not looked at: it may have been
   * made otherwise.
   *
   * @throws what keeps the handshake from its end, which `PATIENCE` does too
   */
  async call(socket: Socket): Promise<Socket> {
    const secure = over(socket, connect({ socket, rejectUnauthorized: false }));
    try {
      await within(PATIENCE, 'The TLS handshake takes too long', once(secure, 'secureConnect'));
    } catch (error) {
      secure.destroy();
      throw error;
    }
    return secure;
  }

  /** Encrypts the connection of a client under test, and hands it over once that is done. */
  answer(socket: Socket, ready: (secure: Socket) => void): void {
    const secure = over(
      socket,
      new TLSSocket(socket, { isServer: true, secureContext: this.#context }),
    );
    // A client that does not like the certificate, or is killed: it never is ready.
    secure.on('error', () => undefined);
    secure.once('secure', () => {
      ready(secure);
    });
  }
}

/**
 * What is reset is the connection below: for itself, TLS cannot. It must not be while TLS hands over
 * what it has read: Node 20 would crash if the encrypted connection was then destroyed too.
 */
function over(socket: Socket, secure: TLSSocket): TLSSocket {
  secure.resetAndDestroy = () => {
    setImmediate(() => socket.resetAndDestroy());
    return secure;
  };
  return secure;
}
