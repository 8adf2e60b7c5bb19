import { FRAME_SIZE } from '@chat/framing';
import { type Decoder } from './decoders';

/** Messages of an input. */
export const COUNT = 5000;

/** Ways in which a network cuts a stream, by the bytes of the pieces. */
export const CUTS = [
  { name: 'whole frames, 320 a piece', size: 320 * FRAME_SIZE },
  { name: 'pieces of 65536 bytes', size: 65536 },
  { name: 'pieces of 1448 bytes', size: 1448 },
] as const;

/** A stream, in pieces with memory of their own, as sockets read them. */
export function input(decoder: Decoder, size: number): Uint8Array[] {
  const messages = Array.from({ length: COUNT }, (_, index) =>
    new Uint8Array(FRAME_SIZE).fill(0x61 + (index % 26)),
  );
  const stream = decoder.encode(messages);
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < stream.length; at += size) pieces.push(stream.slice(at, at + size));
  return pieces;
}
