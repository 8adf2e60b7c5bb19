import { TEXT_SIZE } from '../load/text';
import { type Step, type Wire } from './wire';

const PING = 'PING\r\n';
const PONG = 'PONG\r\n';

/** Says something, and hears that it was understood. */
function acknowledged(text: string): Step {
  return {
    send: Buffer.from(text + PING),
    until: (received) => received.includes(PONG),
  };
}

/** The client protocol of NATS. */
export const nats: Wire = {
  echoes: false,
  probe: { question: Buffer.from(PING), answer: Buffer.from(PONG) },
  register: () => [acknowledged('CONNECT {"verbose":false,"pedantic":false,"echo":false}\r\n')],
  join: (channel) => [acknowledged(`SUB ${channel} 1\r\n`)],
  message: ({ channel, text }) =>
    Buffer.from(`PUB ${channel} ${TEXT_SIZE}\r\n${text.toString()}\r\n`),
  delivery: ({ channel, text }) =>
    Buffer.from(`MSG ${channel} 1 ${TEXT_SIZE}\r\n${text.toString()}\r\n`),
};
