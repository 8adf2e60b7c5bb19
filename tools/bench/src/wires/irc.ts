import { type Step, type Wire } from './wire';

/** What the servers call themselves. */
export const SERVER_NAME = 'irc.bench.local';

/** The end of the message of the day, or that there is none: the client is registered. */
const WELCOMED = / (376|422) /;

const FENCED = /PONG [^\r\n]*fence\r\n/;

function lines(...texts: string[]): Buffer {
  return Buffer.from(texts.map((text) => `${text}\r\n`).join(''));
}

function heard(pattern: RegExp): Step['until'] {
  return (received) => pattern.test(received.toString('latin1'));
}

/** IRC, RFC 2812. */
export const irc: Wire = {
  echoes: false,
  fence: { send: lines('PING fence'), until: heard(FENCED) },
  register: (name) => [
    { send: lines(`NICK ${name}`, `USER ${name} 0 * :${name}`), until: heard(WELCOMED) },
  ],
  join: (channel) => [{ send: lines(`JOIN #${channel}`, 'PING fence'), until: heard(FENCED) }],
  message: ({ channel, text }) => lines(`PRIVMSG #${channel} :${text.toString()}`),
  delivery({ name, channel, text, joined }) {
    // Who somebody is to others (`nick!user@host`) is the server's decision.
    const echo = new RegExp(`^:(${name}!\\S+) JOIN `, 'm').exec(joined.toString('latin1'));
    return lines(`:${echo?.[1] ?? name} PRIVMSG #${channel} :${text.toString()}`);
  },
};
