import { FRAME_SIZE } from '@chat/framing';
import { Sender } from 'ws';

/** Bytes in a message, at most: whole frames in 64 KiB. */
const MESSAGE_SIZE = Math.floor((64 * 1024) / FRAME_SIZE) * FRAME_SIZE;

/** What a message or a control frame is (RFC 6455, section 5.2). */
export const OPCODE = { binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** Makes one whole WebSocket frame, which is not masked, as the server's are: header, then payload. */
export function frameOf(opcode: number, payload: Uint8Array): Uint8Array[] {
  return Sender.frame(payload, { opcode, fin: true, mask: false, readOnly: true, rsv1: false });
}

/**
 * Puts what is delivered into binary messages. The members of a channel are delivered the same array, one
 * after another: it is put into messages once, and all of them are sent the same bytes in one write.
 */
export class Messages {
  /** The last that many may share, and what it became. */
  #views: readonly Uint8Array[] | undefined;
  #messages: readonly Uint8Array[] = [];

  wrap(views: readonly Uint8Array[]): readonly Uint8Array[] {
    if (views === this.#views) return this.#messages;
    const parts = views.flatMap(messagesOf);
    // Who has spoken is delivered the views around its own frames, and shares them with nobody.
    if (views.length > 1) return parts;
    this.#views = views;
    this.#messages = [Buffer.concat(parts)];
    return this.#messages;
  }
}

function messagesOf(view: Uint8Array): Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let at = 0; at < view.length; at += MESSAGE_SIZE) {
    messages.push(...frameOf(OPCODE.binary, view.subarray(at, at + MESSAGE_SIZE)));
  }
  return messages;
}
