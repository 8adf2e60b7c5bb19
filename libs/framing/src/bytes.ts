import { FramingError } from './errors';

/**
 * A `Uint8Array` on an `ArrayBuffer`, as sockets and blobs of browsers ask for. Written so that
 * TypeScript 5.6 reads it too, which does not tell buffers apart.
 */
export type Bytes = ReturnType<Uint8ArrayConstructor['of']>;

/** Bytes as they come: an `ArrayBuffer`, or a view of one, such as a `Uint8Array`, `Buffer` or `DataView`. */
export type BytesLike = ArrayBuffer | ArrayBufferView;

/**
 * The same bytes as a `Uint8Array`: the given one, or a view of the same memory.
 *
 * @throws {FramingError} `ERR_NOT_BYTES` if it is anything else
 */
export function asBytes(source: BytesLike): Bytes {
  if (source instanceof Uint8Array) return source as Bytes;
  // An ArrayBuffer has a size alone, a view has the rest. Not by its class: a frame's or a worker's is another.
  const view = source as Partial<Bytes> | undefined;
  if (view?.byteLength === undefined) throw new FramingError('ERR_NOT_BYTES', 'Not bytes');
  return new Uint8Array(view.buffer ?? (source as ArrayBuffer), view.byteOffset, view.byteLength);
}

/**
 * The parts one after another in one new buffer.
 *
 * @throws {FramingError} `ERR_NOT_BYTES` if a part is not bytes
 */
export function concatBytes(parts: readonly BytesLike[]): Bytes {
  const bytes = parts.map(asBytes);
  const whole = new Uint8Array(bytes.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of bytes) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
