import { Fault } from '../load/fault';
import { endsWith, type Step, type Unwrap, type Wire } from './wire';

/** FIN, and the opcode of text or binary. */
const TEXT = 0x81;
const BINARY = 0x82;
const MASKED = 0x80;
/** The length stands in the two bytes that follow. */
const LENGTH_16 = 126;
/** The length stands in the eight bytes that follow. */
const LENGTH_64 = 127;
const LONGEST_HEAD = 10;

/** A text frame as servers send it: up to 65535 bytes. */
export function serverFrame(text: string): Buffer {
  return Buffer.concat([head(TEXT, 0, Buffer.byteLength(text)), Buffer.from(text)]);
}

/** A text frame as clients have to send it: masked, with a key that changes nothing. */
export function clientFrame(text: string): Buffer {
  return masked(TEXT, Buffer.from(text));
}

/** As {@link clientFrame}, of bytes. */
export function binaryFrame(bytes: Buffer): Buffer {
  return masked(BINARY, bytes);
}

function masked(kind: number, payload: Buffer): Buffer {
  return Buffer.concat([head(kind, MASKED, payload.length), Buffer.alloc(4), payload]);
}

function head(kind: number, mask: number, length: number): Buffer {
  return length < LENGTH_16
    ? Buffer.from([kind, mask | length])
    : Buffer.from([kind, mask | LENGTH_16, length >> 8, length & 0xff]);
}

/** Leaves what binary frames hold, however the stream was cut. */
export function unwrapper(): Unwrap {
  const head = Buffer.alloc(LONGEST_HEAD);
  let held = 0;
  let payload = 0;
  return (bytes, length) => {
    let kept = 0;
    for (let at = 0; at < length;) {
      if (payload === 0) {
        head[held++] = bytes[at++] ?? 0;
        if (held < 2 || held < headSize(head)) continue;
        payload = payloadSize(head);
        held = 0;
        continue;
      }
      const size = Math.min(payload, length - at);
      bytes.copyWithin(kept, at, at + size);
      kept += size;
      at += size;
      payload -= size;
    }
    return kept;
  };
}

function headSize(head: Buffer): number {
  if (head[0] !== BINARY) throw new Fault(`A frame came that is not a binary one: ${head[0] ?? 0}`);
  if (head[1] === LENGTH_16) return 4;
  return head[1] === LENGTH_64 ? LONGEST_HEAD : 2;
}

function payloadSize(head: Buffer): number {
  if (head[1] === LENGTH_16) return head.readUInt16BE(2);
  return head[1] === LENGTH_64 ? Number(head.readBigUInt64BE(2)) : (head[1] ?? 0);
}

/** Changes the protocol of a connection from HTTP to WebSocket. */
export function upgrade(path: string, until: Step['until']): Pick<Step, 'send' | 'until'> {
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
