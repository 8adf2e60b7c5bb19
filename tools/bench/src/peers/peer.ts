import { type WireName } from '../wires';

/** A server to measure. */
export interface Peer {
  readonly name: string;
  readonly wire: WireName;
  /**
   * The command line that starts it.
   *
   * @param port of the loopback to listen on
   * @param folder for what it needs in files, empty, and deleted when it has ended
   */
  command(port: number, folder: string): Promise<string[]> | string[];
}
