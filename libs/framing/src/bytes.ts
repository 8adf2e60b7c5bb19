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
export function asBytes(source: BytesLike): Bytes;
export function asBytes(source: Partial<ArrayBufferView>): Uint8Array {
  if (source instanceof Uint8Array) return source;
  try {
    // A DataView takes buffers alone. Not by its class: that of a frame or a worker is another.
    return new Uint8Array(
      new DataView(source.buffer ?? (source as ArrayBuffer)).buffer,
      source.byteOffset,
      source.byteLength,
    );
  } catch {
    throw new FramingError('ERR_NOT_BYTES', 'Not bytes');
  }
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
