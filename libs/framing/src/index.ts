export { concatBytes } from './bytes';
export { FrameDecoder } from './decoder';
export { encodeFrames, encodeFramesInto } from './encode';
export { FramingError, type FramingErrorCode } from './errors';
export { checkFrameSize, FRAME_SIZE, framePayload } from './frame';
export { decodeText, encodeText } from './text';
export { cutPoint } from './utf8';
