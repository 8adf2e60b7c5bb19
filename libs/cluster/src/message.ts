import { FRAME_SIZE } from '@chat/framing';
import type { Happening } from '@chat/hub';
import { MAX_NAME_SIZE } from '@chat/protocol';
import { Reader, Writer } from './bytes';

/** The form of the messages. Servers of another form are not understood, and so not heard. */
const FORM = 1;

/** What one server's members of a channel are, as of a number of what it said there, or a part of them. */
export interface Roster {
  readonly channel: string;
  /** The number of the last message that the server had sent to the channel. */
  readonly number: number;
  /** The server has just opened the channel: it has missed nothing, and nothing of it was missed. */
  readonly fresh: boolean;
  /** More members follow. */
  readonly more: boolean;
  readonly members: readonly (readonly [number: number, name: string])[];
}

/** What servers tell each other; `from` is the one that does. */
export type Message = { readonly from: string } & (
  | {
      /** I am there, at this address. */
      readonly type: 'beat';
      readonly address: string;
      /** Let me know that you are, too. */
      readonly asks: boolean;
    }
  /** I am stopping. */
  | { readonly type: 'bye' }
  | {
      /** What happened in the channel of the subject, the `number`th such message. */
      readonly type: 'happened';
      readonly number: number;
      readonly happenings: readonly Happening[];
    }
  | {
      /** My members of these channels. */
      readonly type: 'rosters';
      /** To be answered with yours of the same, and this number; 0 if not. */
      readonly ask: number;
      /** The answer to what asked with this number is complete; 0 if not. */
      readonly answer: number;
      readonly rosters: readonly Roster[];
    }
);

const TYPES = ['beat', 'bye', 'happened', 'rosters'] as const;
const HAPPENINGS = ['said', 'joined', 'left'] as const;

/** What a server is: a word of a subject, too. */
const SERVER = /^\w{1,64}$/;

/** Bytes that the address of a server has at most. */
const MAX_ADDRESS_SIZE = 300;

/** Bytes that a message has beside what grows in it, at most: a server's name and address. */
const HEAD = 600;

function begin(type: Message['type'], from: string): Writer {
  return new Writer().byte(FORM).byte(TYPES.indexOf(type)).text(from);
}

export function encodeBeat(from: string, address: string, asks: boolean): Uint8Array {
  return begin('beat', from)
    .text(address)
    .byte(asks ? 1 : 0)
    .take();
}

export function encodeBye(from: string): Uint8Array {
  return begin('bye', from).take();
}

/**
 * What happened in a channel, in as many messages as it takes.
 *
 * @param room bytes that a message may have, at least 1024
 * @param next the number of the next message
 */
export function encodeHappenings(
  from: string,
  happenings: readonly Happening[],
  room: number,
  next: () => number,
): Uint8Array[] {
  const messages: Uint8Array[] = [];
  let writer: Writer | undefined;
  /** The message, if there is room in it for so many bytes, or a new one. */
  const writerFor = (size: number): Writer => {
    if (writer !== undefined && writer.length + size <= room) return writer;
    if (writer !== undefined) messages.push(writer.take());
    return (writer = begin('happened', from).number(next()));
  };
  for (const happening of happenings) {
    const type = HAPPENINGS.indexOf(happening.type);
    if (happening.type === 'joined') {
      writerFor(HEAD).byte(type).number(happening.member).text(happening.name);
    } else if (happening.type === 'left') writerFor(HEAD).byte(type).number(happening.member);
    else {
      const { frames } = happening;
      for (let at = 0; at < frames.length;) {
        const message = writerFor(HEAD);
        const space = room - message.length - 8;
        const end = Math.min(frames.length, at + space - (space % FRAME_SIZE));
        message.byte(type).block(frames.subarray(at, end));
        at = end;
      }
    }
  }
  if (writer !== undefined) messages.push(writer.take());
  return messages;
}

/** A message of rosters that is being made, and the channels whose last part is in it. */
export interface RostersMessage {
  readonly bytes: Uint8Array;
  readonly ask: number;
  readonly channels: readonly string[];
}

/** The members of a channel, to be put into messages. */
export type WholeRoster = Omit<Roster, 'more' | 'members'> & {
  readonly members: ReadonlyMap<number, string>;
};

/**
 * Rosters in as many messages as it takes: one at least.
 *
 * @param room bytes that a message may have, at least 1024
 * @param ask the number that the next message asks with; 0 for none
 * @param answer what the last message completes the answer to; 0 for nothing
 */
export function encodeRosters(
  from: string,
  rosters: Iterable<WholeRoster>,
  room: number,
  ask: () => number,
  answer: number,
): RostersMessage[] {
  const messages: RostersMessage[] = [];
  let parts: { roster: WholeRoster; more: boolean; members: [number, string][] }[] = [];
  let size = HEAD;
  const send = (last: boolean): void => {
    const number = ask();
    const writer = begin('rosters', from)
      .number(number)
      .number(last ? answer : 0);
    for (const { roster, more, members } of parts) {
      const { channel, number, fresh } = roster;
      writer.text(channel).number(number);
      writer.byte((fresh ? 1 : 0) + (more ? 2 : 0)).number(members.length);
      for (const [member, name] of members) writer.number(member).text(name);
    }
    const channels = parts.filter(({ more }) => !more).map(({ roster }) => roster.channel);
    messages.push({ bytes: writer.take(), ask: number, channels });
    parts = [];
    size = HEAD;
  };
  for (const roster of rosters) {
    const head = 32 + 3 * roster.channel.length;
    if (size + head > room) send(false);
    let part = { roster, more: false, members: [] as [number, string][] };
    parts.push(part);
    size += head;
    for (const entry of roster.members) {
      const space = 12 + 3 * entry[1].length;
      if (size + space > room) {
        part.more = true;
        send(false);
        part = { roster, more: false, members: [] };
        parts.push(part);
        size += head;
      }
      part.members.push(entry);
      size += space;
    }
  }
  send(true);
  return messages;
}

/**
 * Reads a message.
 *
 * @returns nothing if its form is not known
 * @throws {RangeError} if it is none
 */
export function decode(bytes: Uint8Array): Message | undefined {
  const reader = new Reader(bytes);
  if (reader.byte() !== FORM) return undefined;
  const type = TYPES[reader.byte()];
  const from = reader.text(HEAD);
  if (!SERVER.test(from)) throw new RangeError('No server is called so');
  switch (type) {
    case 'beat':
      return { type, from, address: reader.text(MAX_ADDRESS_SIZE), asks: reader.byte() === 1 };
    case 'bye':
      return { type, from };
    case 'happened':
      return { type, from, number: reader.number(), happenings: readHappenings(reader) };
    case 'rosters': {
      const [ask, answer] = [reader.number(), reader.number()];
      return { type, from, ask, answer, rosters: readRosters(reader) };
    }
    default:
      return undefined;
  }
}

function readHappenings(reader: Reader): Happening[] {
  const happenings: Happening[] = [];
  while (!reader.done) {
    const type = HAPPENINGS[reader.byte()];
    if (type === 'said') {
      const frames = reader.block();
      if (frames.length % FRAME_SIZE !== 0) throw new RangeError('A frame is not whole');
      happenings.push({ type, frames });
    } else if (type === 'joined') {
      happenings.push({ type, member: reader.number(), name: reader.text(MAX_NAME_SIZE) });
    } else if (type === 'left') happenings.push({ type, member: reader.number() });
    else throw new RangeError('It is not known what happened');
  }
  return happenings;
}

function readRosters(reader: Reader): Roster[] {
  const rosters: Roster[] = [];
  while (!reader.done) {
    const [channel, number, flags] = [reader.text(FRAME_SIZE), reader.number(), reader.byte()];
    const members: [number, string][] = [];
    for (let left = reader.number(); left > 0; left--) {
      members.push([reader.number(), reader.text(MAX_NAME_SIZE)]);
    }
    const [fresh, more] = [(flags & 1) !== 0, (flags & 2) !== 0];
    rosters.push({ channel, number, fresh, more, members });
  }
  return rosters;
}
