import type { Bytes, BytesLike } from './bytes';
import { FrameDecoder } from './decoder';
import { encodeFrames } from './encode';

// Globals of every browser and of Node. Their types are those of the program that has them: where neither
// the DOM's nor Node's are, they are empty.
/* eslint-disable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars,
   @typescript-eslint/no-explicit-any */
declare global {
  interface ReadableStream<R = any> {}
  interface WritableStream<W = any> {}
}
/* eslint-enable */

interface Transformer<In, Out> {
  transform(chunk: In, controller: { enqueue(chunk: Out): void }): void;
  flush?(): void;
}
declare const TransformStream: new <In, Out>(
  transformer: Transformer<In, Out>,
) => { readonly readable: ReadableStream<Out>; readonly writable: WritableStream<In> };

/** What whoever decodes a stream may ask to be told. */
export interface FramesOptions {
  /**
   * The stream has ended inside a frame, with so many of its bytes there: 1 to 199. They are dropped
   * (rule 5), which is no error.
   */
  readonly onHalfFrame?: (size: number) => void;
}

function tellHalfFrame({ held }: FrameDecoder, { onHalfFrame }: FramesOptions): void {
  if (held > 0) onHalfFrame?.(held);
}

/**
 * The frames of a stream of bytes, however it is cut (rule 2), as {@link FrameDecoder} gives them: of
 * Node's sockets and files, of `fetch`'s bodies, of any iterable of chunks.
 *
 * @throws {FramingError} `ERR_NOT_BYTES` if a chunk is not bytes
 */
export async function* frames(
  source: AsyncIterable<BytesLike> | Iterable<BytesLike>,
  options: FramesOptions = {},
): AsyncGenerator<Bytes, void, undefined> {
  const decoder = new FrameDecoder();
  for await (const chunk of source) yield* decoder.push(chunk);
  tellHalfFrame(decoder, options);
}

/** Bytes in, cut anywhere; frames of 200 bytes out: {@link FrameDecoder} for the streams of the Web. */
export class FrameDecoderStream {
  readonly readable: ReadableStream<Bytes>;
  readonly writable: WritableStream<BytesLike>;

  constructor(options: FramesOptions = {}) {
    const decoder = new FrameDecoder();
    const { readable, writable } = new TransformStream<BytesLike, Bytes>({
      transform: (chunk, controller) => {
        for (const frame of decoder.push(chunk)) controller.enqueue(frame);
      },
      flush: () => {
        tellHalfFrame(decoder, options);
      },
    });
    this.readable = readable;
    this.writable = writable;
  }
}

/** Payloads in, text or bytes; their frames out, those of a payload in one chunk: see {@link encodeFrames}. */
export class FrameEncoderStream {
  readonly readable: ReadableStream<Bytes>;
  readonly writable: WritableStream<string | BytesLike>;

  constructor() {
    const { readable, writable } = new TransformStream<string | BytesLike, Bytes>({
      transform: (payload, controller) => {
        controller.enqueue(encodeFrames(payload));
      },
    });
    this.readable = readable;
    this.writable = writable;
  }
}
