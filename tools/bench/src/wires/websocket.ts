import { endsWith, type Step, type Wire } from './wire';

/** FIN, and the opcode of text. */
const TEXT = 0x81;
const MASKED = 0x80;
/** The length stands in the two bytes that follow. */
const LENGTH_16 = 126;

/** A text frame as servers send it: up to 65535 bytes. */
export function serverFrame(text: string): Buffer {
  return Buffer.concat([head(text, 0), Buffer.from(text)]);
}

/** A text frame as clients have to send it: masked, with a key that changes nothing. */
export function clientFrame(text: string): Buffer {
  return Buffer.concat([head(text, MASKED), Buffer.alloc(4), Buffer.from(text)]);
}

function head(text: string, masked: number): Buffer {
  const length = Buffer.byteLength(text);
  return length < LENGTH_16
    ? Buffer.from([TEXT, masked | length])
    : Buffer.from([TEXT, masked | LENGTH_16, length >> 8, length & 0xff]);
}

/** Changes the protocol of a connection from HTTP to WebSocket. */
export function upgrade(path: string, until: Step['until']): Step {
  const request = [
    `GET ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  return { send: Buffer.from(`${request.join('\r\n')}\r\n\r\n`), until };
}

/** WebSocket, and on it what `ws-relay.ts` understands: the first text is the channel. */
export const websocket: Wire = {
  echoes: false,
  register: () => [upgrade('/', endsWith('\r\n\r\n'))],
  join: (channel) => [{ send: clientFrame(channel), until: endsWith(serverFrame(channel)) }],
  message: ({ text }) => clientFrame(text.toString()),
  delivery: ({ text }) => serverFrame(text.toString()),
};
