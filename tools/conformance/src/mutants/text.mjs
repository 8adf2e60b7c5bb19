import { Buffer } from 'node:buffer';

// All text here is latin1: one character is one byte, and nothing is ever decoded.

/** Bytes in a frame. */
export const SIZE = 200;

/** Text as its bytes, in latin1. */
export const bytesOf = (text) => Buffer.from(text).toString('latin1');

export const frame = (text) => Buffer.from(text.padEnd(SIZE, ' '), 'latin1');

/** What a frame says (rule 3). */
export const strip = (frame) =>
  frame
    .replace(/ +$/, '')
    .replace(/\r?\n$/, '')
    .replace(/ +$/, '');

const CONTINUES_A_CHARACTER = /[\x80-\xbf]/;

const INCOMPLETE = /(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})$/;

/** A text in as few pieces of at most `room` bytes as can be, no UTF-8 character cut in two (rule 6). */
export function pieces(text, room) {
  if (text.length <= room) return [text];
  const full = text.slice(0, room);
  const piece = CONTINUES_A_CHARACTER.test(text[room]) ? full.replace(INCOMPLETE, '') : full;
  return [piece, ...pieces(text.slice(piece.length), room)];
}
