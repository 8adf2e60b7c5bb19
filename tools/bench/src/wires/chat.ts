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

export const fence: Step = { send: frame(FENCE), until: fenced };

/** The command that takes a member to a channel that is there. */
export function joining(channel: string): Buffer {
  return frame(`/join ${channel}`);
}

function founding(channel: string): Buffer {
  return frame(`/create ${channel}`);
}

/** The protocol of this project. */
export const chat: Wire = {
  echoes: false,
  fence,
  register: (name) => [{ send: Buffer.concat([frame(name), fence.send]), until: fenced }],
  join(channel, founds) {
    const command = founds ? founding(channel) : joining(channel);
    return [{ send: Buffer.concat([command, fence.send]), until: fenced }];
  },
  message: ({ text }) => frame(text),
  delivery: ({ name, text }) => frame(text, `[${name}] `),
};
