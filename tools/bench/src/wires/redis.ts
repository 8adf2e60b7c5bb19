import { endsWith, type Wire } from './wire';

/** A command, or what is pushed to a subscriber: an array of strings of the protocol. */
function array(...strings: string[]): Buffer {
  const items = strings.map((text) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`);
  return Buffer.from(`*${strings.length}\r\n${items.join('')}`);
}

/** Redis publish/subscribe, RESP 2, in which a subscriber has to publish on another connection. */
export const redis: Wire = {
  echoes: true,
  register: () => [{ send: array('PING'), until: endsWith('+PONG\r\n') }],
  join: (channel) => [
    { send: array('SUBSCRIBE', channel), until: endsWith(`${channel}\r\n:1\r\n`) },
  ],
  message: ({ channel, text }) => array('PUBLISH', channel, text.toString()),
  delivery: ({ channel, text }) => array('message', channel, text.toString()),
  receipt: (receivers) => Buffer.from(`:${receivers}\r\n`),
};
