import { setTimeout as delay } from 'node:timers/promises';
import { type Peer } from './peer';

/**
 * Sends bytes in pieces, and nothing in between: a server that waits for the rest of one connection may
 * serve no other meanwhile, which is the business of rule 29.
 */
export async function slowly(
  sender: Peer,
  pieces: readonly Uint8Array[],
  pause: number,
): Promise<void> {
  for (const piece of pieces) {
    sender.write(piece);
    await delay(pause);
  }
}
