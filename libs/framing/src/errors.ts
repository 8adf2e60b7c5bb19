/**
 * - `ERR_NOT_BYTES`: something that is neither an `ArrayBuffer` nor a view of one, where bytes are needed;
 *   nor a string, where text will do too.
 * - `ERR_NOT_TEXT`: something that is not a string, where text is needed.
 * - `ERR_FRAME_SIZE`: a frame that is not 200 bytes long.
 * - `ERR_PREFIX_SIZE`: a prefix that leaves no room for a whole UTF-8 character (4 bytes) in a frame.
 * - `ERR_TARGET_SIZE`: a target too small for the frames to be written into it.
 */
export type FramingErrorCode =
  'ERR_NOT_BYTES' | 'ERR_NOT_TEXT' | 'ERR_FRAME_SIZE' | 'ERR_PREFIX_SIZE' | 'ERR_TARGET_SIZE';

/**
 * Every error that this library throws; `code` is stable, `message` is for people. Recognise it by the
 * code: who loads the library as ES module and as CommonJS has two of this class.
 */
export class FramingError extends Error {
  override readonly name = 'FramingError';
  declare readonly code: FramingErrorCode;

  constructor(code: FramingErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
