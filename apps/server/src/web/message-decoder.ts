import { FrameDecoder } from '@chat/framing';
import { isUtf8 } from 'node:buffer';
import type { Decoder } from '../connection/wire';

/** Bytes that a message may carry: the sum of its fragments. */
const MESSAGE_SIZE = 64 * 1024;

/** Bytes that a control frame may carry (RFC 6455, section 5.5). */
const CONTROL_SIZE = 125;

const HEADER_SIZE = 14;
const MASK_SIZE = 4;

const FINAL = 0x80;
const RESERVED = 0x70;
const MASKED = 0x80;
const CONTROL = 0x08;

const CONTINUATION = 0x0;
const TEXT = 0x1;
const BINARY = 0x2;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;

/** Why a WebSocket is closed (RFC 6455, section 7.4.1), as far as what the client sends is the reason. */
const STATUS = {
  protocolError: 1002,
  unsupportedData: 1003,
  invalidPayload: 1007,
  tooBig: 1009,
} as const;

/** What a client says beside its bytes. Called inside `push`. */
export interface MessageEvents {
  /** It asks for an answer with the same payload. */
  ping(payload: Uint8Array): void;
  /** It sends nothing more. @param status what it gave as the reason, if it gave one */
  closed(status: number | undefined): void;
  /** It broke the rules; nothing more is taken of it. @param status what it is to be told */
  failed(status: number): void;
}

/**
 * Takes the frames of the protocol out of the messages of a WebSocket (RFC 6455, section 5). The messages
 * are one stream of bytes, cut anywhere, so none is kept until it is whole: `ws` would hold up to 64 KiB for
 * each client, and whatever was read together with a fragment of it.
 *
 * Holds at most 14 bytes of a header, 125 of a control frame, and what {@link FrameDecoder} holds.
 */
export class MessageDecoder implements Decoder {
  readonly #events: MessageEvents;
  readonly #frames = new FrameDecoder();
  /** The header that has begun: how much of it is there, and how much has to be. */
  readonly #header = new Uint8Array(HEADER_SIZE);
  #held = 0;
  #needed = 2;
  /** Of the payload that has begun: what it is, how much is still to come, and where the mask is. */
  #opcode = CONTINUATION;
  #left = 0;
  #maskAt = 0;
  /** The payload of a control frame, as far as it has come. */
  #control: Uint8Array = NOTHING;
  /** Bytes of the message that has begun; none, if none has. */
  #message: number | undefined;
  #over = false;

  constructor(events: MessageEvents) {
    this.#events = events;
  }

  /** @param bytes of which the payload is unmasked where it lies */
  push(bytes: Uint8Array): readonly Uint8Array[] {
    const frames: Uint8Array[] = [];
    for (let at = 0; at < bytes.length && !this.#over;) {
      if (this.#held < this.#needed) {
        at += this.#takeHeader(bytes, at);
        continue;
      }
      const piece = bytes.subarray(at, at + this.#left);
      this.#unmask(piece);
      this.#left -= piece.length;
      at += piece.length;
      if (this.#opcode >= CONTROL) this.#control = concat(this.#control, piece);
      else frames.push(...this.#frames.push(piece));
      if (this.#left === 0) this.#end();
    }
    return frames;
  }

  /** @returns how many bytes were taken of the header */
  #takeHeader(bytes: Uint8Array, at: number): number {
    const taken = Math.min(this.#needed - this.#held, bytes.length - at);
    for (let index = 0; index < taken; index++) {
      this.#header[this.#held++] = bytes[at + index] ?? 0;
    }
    if (this.#held < this.#needed) return taken;
    if (this.#held === 2) this.#begin();
    else this.#measure();
    return taken;
  }

  /** The first two bytes are there: what it is, and how long its header is. */
  #begin(): void {
    const [first = 0, second = 0] = this.#header;
    this.#opcode = first & 0x0f;
    const length = second & 0x7f;
    const status = this.#faultOf(first, second);
    if (status !== undefined) this.#fail(status);
    this.#needed = 2 + MASK_SIZE + (length === 127 ? 8 : length === 126 ? 2 : 0);
  }

  #faultOf(first: number, second: number): number | undefined {
    const opcode = this.#opcode;
    if ((first & RESERVED) !== 0 || (second & MASKED) === 0) return STATUS.protocolError;
    if (opcode >= CONTROL) {
      const known = opcode === CLOSE || opcode === PING || opcode === PONG;
      const short = (second & 0x7f) <= CONTROL_SIZE;
      return known && short && (first & FINAL) !== 0 ? undefined : STATUS.protocolError;
    }
    const continues = opcode === CONTINUATION;
    if (continues !== (this.#message !== undefined)) return STATUS.protocolError;
    if (opcode === TEXT) return STATUS.unsupportedData;
    return continues || opcode === BINARY ? undefined : STATUS.protocolError;
  }

  /** The whole header is there: how long the payload is. */
  #measure(): void {
    this.#left = lengthIn(this.#header);
    this.#maskAt = this.#needed - MASK_SIZE;
    if (this.#opcode >= CONTROL) this.#control = NOTHING;
    else {
      this.#message = (this.#message ?? 0) + this.#left;
      if (this.#message > MESSAGE_SIZE) this.#fail(STATUS.tooBig);
    }
    if (this.#left === 0) this.#end();
  }

  #unmask(piece: Uint8Array): void {
    const start = this.#needed - MASK_SIZE;
    const turned = this.#maskAt - start;
    const { length } = piece;
    const mask = (at: number): number => this.#header[start + ((turned + at) & 3)] ?? 0;
    const a = mask(0);
    const b = mask(1);
    const c = mask(2);
    const d = mask(3);
    const rest = length & 3;
    for (let at = 0; at < length - rest; at += 4) {
      piece[at] = (piece[at] ?? 0) ^ a;
      piece[at + 1] = (piece[at + 1] ?? 0) ^ b;
      piece[at + 2] = (piece[at + 2] ?? 0) ^ c;
      piece[at + 3] = (piece[at + 3] ?? 0) ^ d;
    }
    for (let at = length - rest; at < length; at++) piece[at] = (piece[at] ?? 0) ^ mask(at);
    this.#maskAt = start + ((turned + length) & 3);
  }

  /** The payload is there as a whole. */
  #end(): void {
    const final = ((this.#header[0] ?? 0) & FINAL) !== 0;
    this.#held = 0;
    this.#needed = 2;
    if (this.#over) return;
    if (this.#opcode === PING) this.#events.ping(this.#control);
    else if (this.#opcode === CLOSE) this.#close(this.#control);
    else if (this.#opcode < CONTROL && final) this.#message = undefined;
  }

  #close(payload: Uint8Array): void {
    if (payload.length === 1) {
      this.#fail(STATUS.protocolError);
      return;
    }
    const [high = 0, low = 0] = payload;
    const status = payload.length === 0 ? undefined : high * 256 + low;
    if (status !== undefined && !isStatus(status)) this.#fail(STATUS.protocolError);
    else if (!isUtf8(payload.subarray(2))) this.#fail(STATUS.invalidPayload);
    else {
      this.#over = true;
      this.#events.closed(status);
    }
  }

  #fail(status: number): void {
    if (this.#over) return;
    this.#over = true;
    this.#events.failed(status);
  }
}

const NOTHING = new Uint8Array(0);

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  return first.length === 0 && second.length === 0 ? NOTHING : Buffer.concat([first, second]);
}

/** The length of the payload, in a header that is there as a whole. */
function lengthIn(header: Uint8Array): number {
  const [, short = 0, high = 0, low = 0] = header;
  switch (short & 0x7f) {
    case 127:
      return Number(new DataView(header.buffer).getBigUint64(2));
    case 126:
      return high * 256 + low;
    default:
      return short & 0x7f;
  }
}

/** Whether a client may give the status as its reason (RFC 6455, section 7.4). */
function isStatus(status: number): boolean {
  const reserved = status >= 1004 && status <= 1006;
  return (status >= 1000 && status <= 1014 && !reserved) || (status >= 3000 && status <= 4999);
}
