import { FrameDecoder, type Bytes } from '@chat/framing';

/** One piece of a stream, as a read brings it, and what the decoder does with it. */
export interface Delivery {
  /** Where the piece begins in the stream. */
  readonly from: number;
  /** The byte behind its last. */
  readonly to: number;
  /** The frames that it completes, 200 bytes each. */
  readonly released: readonly Bytes[];
  /** Bytes that the decoder holds now: 0 to 199. */
  readonly held: number;
}

/**
 * Delivers a stream in pieces (rule 2).
 *
 * @param cuts behind which bytes the stream is cut, in any order; what cuts nothing off is left out
 */
export function deliver(stream: Bytes, cuts: readonly number[]): Delivery[] {
  const decoder = new FrameDecoder();
  const ends = [...new Set([...cuts, stream.length])]
    .filter((end) => end > 0 && end <= stream.length)
    .sort((a, b) => a - b);
  return ends.map((to, index) => {
    const from = ends[index - 1] ?? 0;
    const released = decoder.push(stream.subarray(from, to));
    return { from, to, released, held: decoder.held };
  });
}
