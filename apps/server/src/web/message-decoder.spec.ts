import { encodeFrames } from '@chat/framing';
import fc from 'fast-check';
import { Sender } from 'ws';
import { MessageDecoder } from './message-decoder';

/** One WebSocket frame as a client sends it. */
interface Sent {
  readonly opcode: number;
  readonly payload: Uint8Array;
  readonly fin: boolean;
}

const CONTINUATION = 0;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

function encode({ opcode, payload, fin }: Sent): Buffer {
  const data = Buffer.from(payload);
  const options = { opcode, fin, mask: true, readOnly: false, rsv1: false };
  return Buffer.concat(Sender.frame(data, options));
}

const binary = (payload: Uint8Array, fin = true): Buffer =>
  encode({ opcode: BINARY, payload, fin });
const control = (opcode: number, text = ''): Buffer =>
  encode({ opcode, payload: Buffer.from(text), fin: true });

/** Pushes bytes, cut at the given places, and gives what comes of them. */
function decode(bytes: Uint8Array, cuts: readonly number[] = []) {
  const pings: string[] = [];
  const ends: string[] = [];
  const decoder = new MessageDecoder({
    ping: (payload) => pings.push(Buffer.from(payload).toString()),
    closed: (status) => ends.push(`closed ${status}`),
    failed: (status) => ends.push(`failed ${status}`),
  });
  const frames: Uint8Array[] = [];
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  places.slice(1).forEach((end, index) => {
    // What it is given is its own.
    frames.push(...decoder.push(Buffer.from(bytes.subarray(places[index], end))));
  });
  return { text: Buffer.concat(frames).toString('latin1'), pings, ends };
}

/** A message in any number of fragments, some of them empty, with pings and pongs between. */
const message = fc
  .array(
    fc.record({
      payload: fc.uint8Array({ maxLength: 700, size: 'max' }),
      ping: fc.option(fc.string({ maxLength: 20 }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((fragments) =>
    fragments.flatMap<Sent>(({ payload, ping }, index) => [
      ...(ping === undefined
        ? []
        : [PING, PONG].map((opcode) => ({ opcode, payload: Buffer.from(ping), fin: true }))),
      {
        opcode: index === 0 ? BINARY : CONTINUATION,
        payload,
        fin: index === fragments.length - 1,
      },
    ]),
  );

test('messages are one stream of bytes, however they, their fragments and the network cut it', () => {
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 8 }),
      fc.array(fc.nat(), { maxLength: 60 }),
      (messages, places) => {
        const sent = messages.flat();
        const bytes = Buffer.concat(sent.map(encode));
        const { text, pings, ends } = decode(
          bytes,
          places.map((place) => place % (bytes.length + 1)),
        );
        const said = Buffer.concat(
          sent.filter(({ opcode }) => opcode < CLOSE).map(({ payload }) => payload),
        ).toString('latin1');
        expect(text).toBe(said.slice(0, said.length - (said.length % 200)));
        expect(pings).toEqual(
          sent
            .filter(({ opcode }) => opcode === PING)
            .map(({ payload }) => Buffer.from(payload).toString()),
        );
        expect(ends).toEqual([]);
      },
    ),
  );
});

test('any bytes are taken, and nothing comes behind an end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000, size: 'max' }), fc.nat(), (bytes, place) => {
      const { ends } = decode(bytes, [place % (bytes.length + 1)]);
      expect(ends.length).toBeLessThanOrEqual(1);
    }),
  );
});

const frame = encodeFrames('hello');

test.each([
  ['no mask', Buffer.concat([Buffer.from([0x82, 200, 0, 200]), frame]), 1002],
  ['a reserved bit', corrupted(binary(frame), 0, 0x40), 1002],
  ['another reserved bit', corrupted(binary(frame), 0, 0x10), 1002],
  ['a text', encode({ opcode: 1, payload: frame, fin: true }), 1003],
  ['a message of no kind', encode({ opcode: 3, payload: frame, fin: true }), 1002],
  ['a control frame of no kind', control(11), 1002],
  ['a control frame of 126 bytes', control(PING, 'x'.repeat(126)), 1002],
  ['a control frame in fragments', corrupted(control(PING), 0, 0x80), 1002],
  ['a continuation of nothing', encode({ opcode: CONTINUATION, payload: frame, fin: true }), 1002],
  ['a message in a message', Buffer.concat([binary(frame, false), binary(frame)]), 1002],
  ['a text in a message', Buffer.concat([binary(frame, false), control(1)]), 1002],
  ['65 537 bytes', binary(Buffer.alloc(65_537)), 1009],
  ['65 537 bytes in fragments', tooMany(), 1009],
  ['2^63 bytes', Buffer.from([0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]), 1009],
  ['half a status', encode({ opcode: CLOSE, payload: Buffer.from([3]), fin: true }), 1002],
  ['a status that is none', control(CLOSE, '\x03\xe7'), 1002],
  ['a status that nobody may send', control(CLOSE, '\x03\xee'), 1002],
  ['a reason that is no text', closing(1000, [0xff]), 1007],
])('%s ends it', (_, bytes, status) => {
  const before = binary(frame);
  const { text, ends } = decode(Buffer.concat([before, bytes, before]));
  expect(ends).toEqual([`failed ${status}`]);
  expect(text.slice(0, 200)).toBe(Buffer.from(frame).toString('latin1'));
});

test.each([
  [Buffer.alloc(0), 'closed undefined'],
  [Buffer.from([0x03, 0xe8]), 'closed 1000'],
  [Buffer.concat([Buffer.from([0x0f, 0xa0]), Buffer.from('bye')]), 'closed 4000'],
])('a close frame ends it, and what comes behind it is nothing (%#)', (payload, end) => {
  const close = encode({ opcode: CLOSE, payload, fin: true });
  const { text, ends } = decode(Buffer.concat([binary(frame), close, binary(frame)]));
  expect(ends).toEqual([end]);
  expect(text).toHaveLength(200);
});

test('64 KiB are a message', () => {
  const { text, ends } = decode(binary(Buffer.alloc(64 * 1024)));
  expect(text).toHaveLength(327 * 200);
  expect(ends).toEqual([]);
});

/** Turns a bit of a byte. */
function corrupted(bytes: Buffer, at: number, bit: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ bit;
  return bytes;
}

function tooMany(): Buffer {
  const rest = encode({ opcode: CONTINUATION, payload: Buffer.alloc(1), fin: true });
  return Buffer.concat([binary(Buffer.alloc(65_536), false), rest]);
}

function closing(status: number, reason: readonly number[]): Buffer {
  const payload = Buffer.from([status >> 8, status & 0xff, ...reason]);
  return encode({ opcode: CLOSE, payload, fin: true });
}
