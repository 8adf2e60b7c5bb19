import { type Speaker, type Step, type Wire } from './wire';

const CONNECT = 0x10;
const CONNACK = 0x20;
const PUBLISH = 0x30;
const SUBSCRIBE = 0x82;
const SUBACK = 0x90;

const VERSION = 5;
const CLEAN_START = 0x02;
/** A subscriber does not get what it publishes itself. */
const NO_LOCAL = 0x04;

function packet(type: number, ...parts: (Buffer | number[])[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([type, ...variableLength(body.length)]), body]);
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function variableLength(length: number): number[] {
  return length < 0x80 ? [length] : [(length & 0x7f) | 0x80, ...variableLength(length >> 7)];
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

/** Whether one packet of this type came, whole, which is shorter than 128 bytes. */
function came(type: number): Step['until'] {
  return (received) => received[0] === type && received.length === 2 + (received[1] ?? 0);
}

/** A message that may be lost (QoS 0), though none is on the loopback; going and coming it looks alike. */
function publish({ channel, text }: Speaker): Buffer {
  return packet(PUBLISH, string(channel), [0], text);
}

/** MQTT 5. */
export const mqtt: Wire = {
  echoes: false,
  register: (name) => [
    {
      send: packet(
        CONNECT,
        string('MQTT'),
        // No keep-alive, and no properties.
        [VERSION, CLEAN_START, 0, 0, 0],
        string(name),
      ),
      until: came(CONNACK),
    },
  ],
  join: (channel) => [
    { send: packet(SUBSCRIBE, [0, 1, 0], string(channel), [NO_LOCAL]), until: came(SUBACK) },
  ],
  message: publish,
  delivery: publish,
};
