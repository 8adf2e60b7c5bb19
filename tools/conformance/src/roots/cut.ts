import { FRAME_SIZE, frame } from '../frame';

/** How bytes become frames. */
export interface Cut {
  /** @returns frames of at least 200 bytes, and the bytes of one that is not complete */
  into(bytes: Buffer): { readonly frames: readonly Buffer[]; readonly rest: Buffer };
}

/** Every so many bytes, and what they say in a frame of 200, if it has room. */
export function every(size: number): Cut {
  return {
    into(bytes) {
      const frames: Buffer[] = [];
      let rest = bytes;
      for (; rest.length >= size; rest = rest.subarray(size)) {
        frames.push(framed(rest.subarray(0, size)));
      }
      return { frames, rest };
    },
  };
}

/** Where the next text begins, if two came together: before a name in brackets, and around a notice. */
const SEAMS =
  /(?=\[[A-Z][^\]]*\] )|(?=[A-Z][a-z]+ has (?:joined|left))|(?<= has (?:joined|left))(?=.)/;

/** What a read brings is whole texts, which nothing separates. */
export const TEXTS: Cut = {
  into(bytes) {
    const texts = bytes.toString('latin1').split(SEAMS);
    return {
      frames: texts.map((text) => framed(Buffer.from(text, 'latin1'))),
      rest: Buffer.alloc(0),
    };
  },
};

export const FRAMES = every(FRAME_SIZE);

function framed(bytes: Buffer): Buffer {
  if (bytes.length === FRAME_SIZE) return bytes;
  const text = bytes.toString('latin1').replace(/[ \r\n\0]+$/, '');
  return text.length > FRAME_SIZE ? bytes : frame(Buffer.from(text, 'latin1'));
}
