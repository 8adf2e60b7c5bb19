import { FRAME_SIZE, FrameDecoder } from '@chat/framing';
import { decode, encode } from 'it-length-prefixed';

/** A way to cut a stream into messages of 200 bytes. */
export interface Decoder {
  readonly name: string;
  /** The stream of these messages. */
  encode(messages: readonly Uint8Array[]): Uint8Array;
  /** Takes every message of a stream that comes in these pieces, and returns their bytes in all. */
  decode(pieces: readonly Uint8Array[]): number;
}

const concatenate = (messages: readonly Uint8Array[]): Uint8Array => Buffer.concat(messages);

const framing: Decoder = {
  name: '@chat/framing',
  encode: concatenate,
  decode(pieces) {
    const decoder = new FrameDecoder();
    let bytes = 0;
    for (const piece of pieces) {
      for (const frame of decoder.push(piece)) bytes += frame.length;
    }
    return bytes;
  },
};

/** As one writes it first: all that came and was not taken yet in one buffer, made anew each time. */
const naive: Decoder = {
  name: 'Buffer.concat',
  encode: concatenate,
  decode(pieces) {
    let held = Buffer.alloc(0);
    let bytes = 0;
    for (const piece of pieces) {
      held = Buffer.concat([held, piece]);
      while (held.length >= FRAME_SIZE) {
        const frame = held.subarray(0, FRAME_SIZE);
        bytes += frame.length;
        held = held.subarray(FRAME_SIZE);
      }
    }
    return bytes;
  },
};

/** The same messages, each behind its length. */
const lengthPrefixed: Decoder = {
  name: 'it-length-prefixed',
  encode: (messages) => Buffer.concat([...encode(messages)].map((part) => part.subarray())),
  decode(pieces) {
    let bytes = 0;
    for (const message of decode(pieces)) bytes += message.byteLength;
    return bytes;
  },
};

export const decoders: readonly Decoder[] = [framing, naive, lengthPrefixed];
