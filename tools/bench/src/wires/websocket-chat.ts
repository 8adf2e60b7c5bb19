import { chat, fence } from './chat';
import { binaryFrame, unwrapper, upgrade } from './websocket';
import { endsWith, type Step, type Wire } from './wire';

function wrapped({ send, until }: Step): Step {
  return { send: binaryFrame(send), until };
}

/** The protocol of this project, its stream in binary messages of a WebSocket. */
export const websocketChat: Wire = {
  ...chat,
  fence: wrapped(fence),
  register: (name) => [
    { ...upgrade('/chat', endsWith('\r\n\r\n')), unwrap: unwrapper },
    ...chat.register(name).map(wrapped),
  ],
  join: (channel, founds) => chat.join(channel, founds).map(wrapped),
  message: (speaker) => binaryFrame(chat.message(speaker)),
};
