import { FRAME_SIZE } from '../../frame';
import { every, TEXTS } from '../../roots/cut';
import { type Fence, type Habit, type Habits } from '../../roots/habits';
import { padding } from '../../roots/padding';
import { quote } from '../../report/quote';
import {
  NOT_PADDED,
  ONE_READ_ONE_MESSAGE,
  NOT_FILLED_IN,
  OTHER_WORDING,
  PADDING_NOT_STRIPPED,
} from './causes';
import { interview, type Answer } from './interview';
import { type ServerUnderTest } from '../driver/server-under-test';

/** Answers that have to agree before anything is called a habit. */
const SEVERAL = 3;

/** What a server does in every message, found out before its checks begin. */
export async function serverHabits(subject: ServerUnderTest): Promise<Habits> {
  const {
    answers: asked,
    oneByOne,
    creatorsOutside,
    harmless,
    mute,
    hangsUp,
  } = await interview(subject);
  const answers = asked.filter(({ came }) => came.length > 0);
  if (mute) return { found: [SILENCE] };
  if (hangsUp && answers.length === 0) return { found: [HANGING_UP] };
  if (answers.length < SEVERAL) return { found: [] };
  const framed =
    unframed(answers) ??
    padding(
      'server',
      answers.map(({ came }) => came),
    );
  const texts = framed.some(({ cut }) => cut !== undefined)
    ? []
    : answers.map(({ came, ...answer }) => ({ ...answer, came: framed[0]?.undo?.(came) ?? came }));
  const found = [
    ...framed,
    ...(oneByOne ? [JOINED] : []),
    ...(creatorsOutside ? [OUTSIDE] : []),
    ...worded(texts),
  ];
  const fence = fenceOf(answers, harmless);
  return { found, ...(fence && { fence }) };
}

const SILENCE: Habit = {
  title: 'the server answers nothing that it is sent',
  remedy: 'read 200 bytes from each client, and send 200 bytes to those whom it concerns.',
  evidence: 'nothing came for a message outside any channel, nor for a bare /join',
  about: 'words',
  silent: true,
  shows: /did not receive/,
};

const HANGING_UP: Habit = {
  title: 'the server closes every connection',
  remedy: 'go on reading from a client until it closes its side.',
  evidence: 'whoever had sent a name and one message was cut off, and had received nothing',
  about: 'words',
  shows: /did not receive|ECONNRESET|EPIPE/,
};

const JOINED: Habit = {
  title: ONE_READ_ONE_MESSAGE,
  evidence: 'what was sent in one piece was not understood, and each of its frames by itself was',
  about: 'pieces',
  oneByOne: true,
};

const OUTSIDE: Habit = {
  title: 'whoever creates a channel is not in it',
  remedy: 'add the client to the channel that it creates, as you do at a /join.',
  evidence: 'who had created a channel heard the others in it only after a /join as well',
  about: 'membership',
  creatorsOutside: true,
  shows: /did not receive/,
};

/** The first command that is known to change nothing, or else that is answered at all, be it rightly. */
function fenceOf(answers: readonly Answer[], harmless: string | undefined): Fence | undefined {
  const fences = answers.flatMap(({ command, came }) => {
    const reply = came.toString().trimEnd();
    const usable = command?.startsWith('/') === true && Buffer.byteLength(reply) <= FRAME_SIZE;
    return usable ? [{ command, reply }] : [];
  });
  return fences.find(({ command }) => command === harmless) ?? fences[0];
}

/** Messages that are no frames: where they end is known by their size, or by the pauses between them. */
function unframed(answers: readonly Answer[]): Habit[] | undefined {
  if (answers.some(({ came }) => came.length % FRAME_SIZE === 0)) return undefined;
  const [first] = answers;
  if (first === undefined) return undefined;
  const sizes = new Set(answers.map(({ came }) => came.length));
  const [size] = sizes;
  const title =
    sizes.size === 1
      ? `every message of the server is ${size} bytes long, and not ${FRAME_SIZE}`
      : `the messages of the server are not padded to ${FRAME_SIZE} bytes`;
  const evidence = `${quote(first.came)}, ${first.came.length} bytes in all`;
  const cut = sizes.size === 1 ? every(first.came.length) : TEXTS;
  const habit = { title, remedy: NOT_PADDED, evidence, about: 'framing', cut } as const;
  return [{ ...habit, shows: OUT_OF_STEP, ...(sizes.size > 1 && { oneByOne: true as const }) }];
}

const OUT_OF_STEP = /no whole frame|another frame|did not receive|not padded|piece of a frame/;

function worded(answers: readonly Answer[]): Habit[] {
  const decoration = decorated(answers);
  const padding = decoration === undefined ? unstripped(answers) : undefined;
  if (padding !== undefined) return [padding];
  const others = answers.flatMap((answer) => {
    const text = textOf(decoration?.undo?.(answer.came) ?? answer.came);
    return text === answer.expected ? [] : [otherwise(answer, text)];
  });
  return [...(decoration === undefined ? [] : [decoration]), ...others];
}

/** The same before and behind every text, of which most are the course's. */
function decorated(answers: readonly Answer[]): Habit | undefined {
  const around = answers.flatMap(({ came, expected }) => {
    const text = rawTextOf(came);
    const at = text.indexOf(expected);
    return at === -1
      ? []
      : [{ came, before: text.slice(0, at), behind: text.slice(at + expected.length) }];
  });
  const [first] = around;
  if (first === undefined || around.length <= answers.length / 2) return undefined;
  const { before, behind, came: seen } = first;
  if (before + behind === '') return undefined;
  if (!around.every((parts) => parts.before === before && parts.behind === behind))
    return undefined;
  const dressed = (text: string): boolean => text.startsWith(before) && text.endsWith(behind);
  if (!answers.every(({ came }) => dressed(rawTextOf(came)))) return undefined;
  const where = [
    ...(before === '' ? [] : [`${shown(before)} before`]),
    ...(behind === '' ? [] : [`${shown(behind)} behind`]),
  ];
  return {
    title: `the server writes ${where.join(' and ')} every text`,
    about: 'words',
    remedy: 'send each text as it is, and nothing around it.',
    evidence: quote(seen),
    undo: (received) => {
      const text = rawTextOf(received);
      if (!dressed(text) || text.length < before.length + behind.length) return undefined;
      const bare = text.slice(before.length, behind === '' ? undefined : -behind.length);
      return bytesOf(bare);
    },
  };
}

/** One string that differs from the course's. */
function otherwise({ constant, expected, came, ...answer }: Answer, text: string): Habit {
  const open = answer.open?.text === text ? answer.open : undefined;
  const { values } = open ?? answer;
  const { pattern, order, fixed } = patternOf(text, values);
  // A text that is nothing but values is like any other.
  const telling = /[a-z]/i.test(fixed) || (fixed !== '' && order.length === values.length);
  const unfilled = text.includes('{0}') && order.length === 0;
  const title = unfilled
    ? `the server does not fill in {0} of ${constant}`
    : `the server has other words for ${constant}`;
  const remedy = unfilled ? NOT_FILLED_IN : OTHER_WORDING;
  return {
    title: open?.title ?? title,
    about: 'words',
    ...(open === undefined ? { remedy } : { open: true }),
    // What values it should have had cannot be told from it.
    ...(unfilled && { shows: new RegExp(escaped(shown(text))) }),
    evidence: `${quote(came.subarray(0, FRAME_SIZE))} came, and not ${shown(expected)}`,
    undo: (received) => {
      const found = telling ? pattern.exec(textOf(received)) : null;
      if (found === null) return undefined;
      let right = expected;
      for (const value of values) {
        right = right.split(value).join(found[order.indexOf(value) + 1] ?? value);
      }
      return bytesOf(right);
    },
  };
}

interface Pattern {
  readonly pattern: RegExp;
  /** The values as they stand in the text. */
  readonly order: readonly string[];
  /** The text without them. */
  readonly fixed: string;
}

/** A text as a pattern, in which each value, wherever it stands, is what takes any other. */
function patternOf(text: string, values: readonly string[]): Pattern {
  const order: string[] = [];
  let rest = text;
  let source = '';
  let fixed = '';
  for (;;) {
    const [next] = values
      .filter((value) => rest.includes(value))
      .sort((one, other) => rest.indexOf(one) - rest.indexOf(other));
    if (next === undefined) break;
    const at = rest.indexOf(next);
    source += `${escaped(rest.slice(0, at))}([^]*?)`;
    fixed += rest.slice(0, at);
    order.push(next);
    rest = rest.slice(at + next.length);
  }
  return { pattern: new RegExp(`^${source}${escaped(rest)}$`), order, fixed: fixed + rest };
}

/** Padding that comes out again in the middle of a text. */
function unstripped(answers: readonly Answer[]): Habit | undefined {
  const squeezed = (text: string): string =>
    text.replace(/ {4,}(?=[\]'])/g, '').replace(/ {4,}/g, ' ');
  const spread = answers.find(({ came, expected }) => {
    // All of it: with its padding a name alone fills a frame.
    const text = came.toString('latin1').trimEnd();
    return text !== expected && squeezed(text) === expected;
  });
  const seen = spread ?? pushedOut(answers)[0];
  if (seen === undefined) return undefined;
  return {
    title: 'the server keeps the padding of what it receives',
    about: 'stripping',
    remedy: PADDING_NOT_STRIPPED,
    evidence: quote(seen.came.subarray(0, FRAME_SIZE)),
    undo: (received) => {
      const text = textOf(received);
      return squeezed(text) === text ? undefined : bytesOf(squeezed(text));
    },
    shows: seen === spread ? /holds padding|no whole frame/ : LOST,
  };
}

/**
 * Answers of which only a value came, and what is before it: its padding fills the rest of the frame. One such
 * text may be worded so; if every text that has the value is so, it is the value.
 */
function pushedOut(answers: readonly Answer[]): Answer[] {
  return answers.filter(({ values: [value] }) => {
    if (value === undefined) return false;
    return answers
      .filter(({ values }) => values[0] === value)
      .every(({ came, expected }) => {
        const upToValue = expected.slice(0, expected.indexOf(value) + value.length);
        return came.length === FRAME_SIZE && textOf(came) === upToValue;
      });
  });
}

/** What failures say of a text of which the rest was pushed out. */
const LOST = /holds padding|no whole frame|another frame|did not receive/;

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

function rawTextOf(bytes: Buffer): string {
  return bytes
    .subarray(0, FRAME_SIZE)
    .toString('latin1')
    .replace(/[ \0]+$/, '');
}

/** Without a newline at the end, which is a matter of its own. */
function textOf(bytes: Buffer): string {
  return rawTextOf(bytes).trimEnd();
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text.padEnd(FRAME_SIZE), 'latin1');
}

function shown(text: string): string {
  return quote(Buffer.from(text, 'latin1'));
}
