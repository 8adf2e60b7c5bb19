export { asBytes, concatBytes, type Bytes, type BytesLike } from './bytes';
export { FrameDecoder } from './decoder';
export { encodeFrames, encodeFramesInto, maxFramesSize } from './encode';
export { FramingError, type FramingErrorCode } from './errors';
export { checkFrameSize, FRAME_SIZE, framePayload } from './frame';
export { FrameDecoderStream, FrameEncoderStream, frames, type FramesOptions } from './streams';
export { decodeText, encodeText, frameText, textOrBytes } from './text';
export { cutPoint } from './utf8';
