import { FRAME_SIZE } from '../frame';
import { quote } from '../report/quote';
import { type Habit } from './habits';

/** Bytes that a frame may end with behind its padding, and should not. */
const ENDS = new Map([
  [0, 'a zero byte'],
  [0x0a, 'a newline'],
]);

const SPACE = 0x20;

/** What fills up the frames of a program, if it is not spaces alone. */
export function padding(kind: 'server' | 'client', frames: readonly Buffer[]): Habit[] {
  const [first] = frames;
  if (first === undefined || frames.some(({ length }) => length % FRAME_SIZE !== 0)) return [];
  const habit = endingOf(frames) ?? fillingOf(frames);
  if (habit === undefined) return [];
  const { title, undo, shows } = habit;
  return [
    {
      title: title(kind),
      about: 'framing',
      remedy: `pad with spaces (0x20), up to the last of ${FRAME_SIZE} bytes.`,
      evidence: quote(first.subarray(0, FRAME_SIZE)),
      undo: (received) => {
        const text = received.toString('latin1');
        const undone = text.replace(undo, '').padEnd(FRAME_SIZE);
        return undo.test(text) ? Buffer.from(undone, 'latin1') : undefined;
      },
      shows,
    },
  ];
}

interface Filling {
  readonly title: (kind: string) => string;
  /** What of a frame is not what a right program would have sent. */
  readonly undo: RegExp;
  readonly shows: RegExp;
}

/** Spaces, but for the last byte. */
function endingOf(frames: readonly Buffer[]): Filling | undefined {
  const last = frames[0]?.at(-1) ?? SPACE;
  const end = ENDS.get(last);
  const alike = frames.every((frame) => frame.at(-1) === last && frame.at(-2) === SPACE);
  if (end === undefined || !alike) return undefined;
  return {
    title: (kind) =>
      `every message of the ${kind} has ${end} for its last byte, behind ${FRAME_SIZE - 1} others`,
    undo: / *[\0\n]$/,
    // A text that fills its frame has lost a byte to it.
    shows: /not padded|[^ ]\\(?:u0000|n)"/,
  };
}

/** A zero byte behind the text, and then more of them or anything. */
function fillingOf(frames: readonly Buffer[]): Filling | undefined {
  if (!frames.every((frame) => frame.includes(0))) return undefined;
  const zeros = frames.every((frame) => /^[^\0]*\0+$/.test(frame.toString('latin1')));
  return {
    title: (kind) =>
      zeros
        ? `the messages of the ${kind} are padded with zero bytes, and not with spaces`
        : `the messages of the ${kind} are filled up with a zero byte and whatever was in its memory, and not with spaces`,
    undo: /\0[^]*$/,
    shows: /not padded/,
  };
}
