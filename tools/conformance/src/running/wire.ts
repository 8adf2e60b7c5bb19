import { type Socket } from 'node:net';
import { type Duplex } from 'node:stream';

/** The stream of bytes between a peer and the server under test. */
export type Connected = Duplex & {
  /** Resets the TCP connection below. */
  resetAndDestroy(): unknown;
};

/** What lies between TCP and the frames. */
export interface Wire {
  /** The values of placeholders in a command line. */
  readonly files?: Readonly<Record<string, string>>;

  /**
   * Makes the handshake of a client.
   *
   * @param socket a TCP connection to the server under test
   * @throws what keeps the handshake from its end, which `PATIENCE` does too
   */
  call(socket: Socket): Promise<Connected>;
}
