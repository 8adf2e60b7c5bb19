import fc from 'fast-check';
import type { Happening } from '@chat/hub';
import {
  decode,
  encodeBeat,
  encodeBye,
  encodeHappenings,
  encodeRosters,
  type Message,
} from './message';

const ROOM = 1024;

const number = fc.nat({ max: 2 ** 40 });
const name = fc
  .string({ unit: 'grapheme', maxLength: 16 })
  .filter((name) => Buffer.byteLength(name) <= 64);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 255 })).map(([frames, byte]): Happening => ({
    type: 'said',
    frames: new Uint8Array(200 * (frames + 1)).fill(byte),
  })),
  fc.record({ type: fc.constant('joined' as const), member: number, name }),
  fc.record({ type: fc.constant('left' as const), member: number }),
);

function decoded(bytes: Uint8Array): Message {
  const message = decode(bytes);
  if (message === undefined) throw new Error('It is not understood');
  return message;
}

/** What was said in one piece, or in several. */
function joinedUp(happenings: readonly Happening[]): unknown[] {
  const found: unknown[] = [];
  for (const each of happenings) {
    const last = found.at(-1);
    if (each.type !== 'said') found.push(each);
    else if (Array.isArray(last)) last.push(hexOf(each.frames));
    else found.push([hexOf(each.frames)]);
  }
  return found.map((each) => (Array.isArray(each) ? each.join('') : each));
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

test('what happens comes out as it went in, in messages that the broker takes', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1 }), (happenings) => {
      let count = 7;
      const messages = encodeHappenings('me', happenings, ROOM, () => ++count);
      expect(messages.every(({ length }) => length <= ROOM)).toBe(true);
      const read = messages.map(decoded).map((message, index) => {
        expect(message).toMatchObject({ type: 'happened', from: 'me', number: 8 + index });
        return message.type === 'happened' ? message.happenings : [];
      });
      expect(joinedUp(read.flat())).toEqual(joinedUp(happenings));
    }),
    { numRuns: 30 },
  );
});

test('rosters come out as they went in, and each message says whose last part is in it', () => {
  const roster = fc.record({
    channel: fc.string({ minLength: 1, maxLength: 60 }),
    number,
    fresh: fc.boolean(),
    members: fc
      .array(fc.tuple(number, name), { maxLength: 60, size: 'max' })
      .map((each) => new Map(each)),
  });
  const rosters = fc.uniqueArray(roster, { maxLength: 12, selector: ({ channel }) => channel });
  fc.assert(
    fc.property(rosters, (given) => {
      let asks = 0;
      const messages = encodeRosters('me', given, ROOM, () => ++asks, 5);
      const gathered = new Map<string, (readonly [number, string])[]>();
      const whole: string[] = [];
      for (const [index, { bytes, ask, channels }] of messages.entries()) {
        expect(bytes.length).toBeLessThanOrEqual(ROOM);
        const message = decoded(bytes);
        const answer = index === messages.length - 1 ? 5 : 0;
        expect(message).toMatchObject({ type: 'rosters', from: 'me', ask, answer });
        if (message.type !== 'rosters') continue;
        for (const { channel, members, more } of message.rosters) {
          gathered.set(channel, [...(gathered.get(channel) ?? []), ...members]);
          if (!more) whole.push(channel);
        }
        expect(message.rosters.filter(({ more }) => !more).map(({ channel }) => channel)).toEqual(
          channels,
        );
      }
      expect(whole).toEqual(given.map(({ channel }) => channel));
      for (const { channel, members } of given) expect(gathered.get(channel)).toEqual([...members]);
    }),
    { numRuns: 30 },
  );
});

test('a sign and a farewell are read', () => {
  expect(decode(encodeBeat('me', 'host:1', true))).toEqual({
    type: 'beat',
    from: 'me',
    address: 'host:1',
    asks: true,
  });
  expect(decode(encodeBye('me'))).toEqual({ type: 'bye', from: 'me' });
});

test('what is no message is refused, or not understood, whatever it is', () => {
  const [some = new Uint8Array(0)] = encodeHappenings(
    'me',
    [{ type: 'joined', member: 1, name: 'Ann' }],
    ROOM,
    () => 1,
  );
  for (let length = 0; length < some.length; length++) {
    // Cut behind the head, nothing has happened in it.
    const read = (): unknown => decode(some.subarray(0, length));
    if (length === 16) expect(read()).toMatchObject({ happenings: [] });
    else expect(read).toThrow(RangeError);
  }
  expect(decode(Uint8Array.of(2, 0))).toBeUndefined();
  expect(decode(Uint8Array.of(1, 9, 0, 0, 0, 1, 101))).toBeUndefined();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60, size: 'max' }), (bytes) => {
      try {
        decode(Uint8Array.of(1, ...bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});

test.each(['', 'a b', 'a.b', '*', 'é', 'x'.repeat(65)])('no server is called %j', (from) => {
  expect(() => decode(encodeBye(from))).toThrow('No server is called so');
});

test('names and addresses that nobody has are refused', () => {
  const long = 'x'.repeat(65);
  const [joined] = encodeHappenings(
    'me',
    [{ type: 'joined', member: 1, name: long }],
    ROOM,
    () => 1,
  );
  const roster = { channel: 'tea', number: 1, fresh: true, members: new Map([[1, long]]) };
  const [rosters] = encodeRosters('me', [roster], ROOM, () => 1, 0);
  const beat = encodeBeat('me', 'x'.repeat(301), false);
  for (const bytes of [joined, rosters?.bytes, beat]) {
    expect(() => decode(bytes ?? new Uint8Array(0))).toThrow('A text is too long');
  }
});

test('half a frame is refused', () => {
  const said: Happening = { type: 'said', frames: new Uint8Array(200) };
  const [bytes = new Uint8Array(0)] = encodeHappenings('me', [said], ROOM, () => 1);
  const place = bytes.length - 202;
  const shorter = Uint8Array.from(bytes.subarray(0, -1));
  new DataView(shorter.buffer).setUint32(place - 2, 199);
  expect(() => decode(shorter)).toThrow('A frame is not whole');
});
