/**
 * - `ERR_FRAME_SIZE`: a frame that is not 200 bytes long.
 * - `ERR_PREFIX_SIZE`: a prefix that leaves no room for a whole UTF-8 character (4 bytes) in a frame.
 * - `ERR_TARGET_SIZE`: a target too small for the frames to be written into it.
 */
export type FramingErrorCode = 'ERR_FRAME_SIZE' | 'ERR_PREFIX_SIZE' | 'ERR_TARGET_SIZE';

/** Every error that this library throws; `code` is stable, `message` is for people. */
export class FramingError extends Error {
  override readonly name = 'FramingError';

  constructor(
    readonly code: FramingErrorCode,
    message: string,
  ) {
    super(message);
  }
}
