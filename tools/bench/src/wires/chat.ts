import { encodeFrames } from '@chat/framing';
import { type Step, type Wire } from './wire';

/** A command that is none: its error comes behind all that the connection was owed before. */
const FENCE = '/fence';
const FENCE_REPLY = frame(
  `${FENCE} is not a valid control message. Valid messages are /create, /list, and /join.`,
);

function frame(text: string | Uint8Array, prefix = ''): Buffer {
  return Buffer.from(encodeFrames(text, prefix));
}

function fenced(received: Buffer): boolean {
  return received.includes(FENCE_REPLY);
}

/** The protocol of this project. */
export const chat: Wire = {
  echoes: false,
  fence: { send: frame(FENCE), until: fenced },
  register: (name) => [{ send: Buffer.concat([frame(name), frame(FENCE)]), until: fenced }],
  join(channel, founds): Step[] {
    const command = frame(`${founds ? '/create' : '/join'} ${channel}`);
    return [{ send: Buffer.concat([command, frame(FENCE)]), until: fenced }];
  },
  message: ({ text }) => frame(text),
  delivery: ({ name, text }) => frame(text, `[${name}] `),
};
