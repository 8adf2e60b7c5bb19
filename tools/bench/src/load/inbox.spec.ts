import { wires, type Wire } from '../wires';
import { Fault } from './fault';
import { Inbox } from './inbox';
import { Sender } from './sender';
import { firstText } from './text';

/** Messages of each sender that are under way. */
const SLOTS = 8;

const JOINED = Buffer.from(
  ':m0000!~u@host JOIN :#c000\r\n:m0001!~u@host JOIN :#c000\r\n:m0002!~u@host JOIN :#c000\r\n',
);

function setUp(wire: Wire, count = 3) {
  const senders = Array.from({ length: count }, (_, number) => {
    const name = `m${String(number).padStart(4, '0')}`;
    const speaker = { name, channel: 'c000', text: firstText(number), joined: JOINED };
    return new Sender(speaker, number, { write: () => undefined }, 1, wire, SLOTS);
  });
  let questions = 0;
  const inbox = new Inbox('m0009', senders, {
    question: wire.probe?.question,
    onQuestion: () => questions++,
    onDone: () => undefined,
  });
  return { senders, inbox, questions: () => questions };
}

/** What a receiver gets for the next messages of a sender. */
function deliveries(sender: Sender | undefined, count: number): Buffer[] {
  if (sender === undefined) throw new TypeError('There is no such sender');
  const first = sender.sent;
  sender.send(count);
  return Array.from({ length: count }, (_, index) => Buffer.from(sender.expected(first + index)));
}

/** Feeds a stream in pieces of these bytes. */
function feed(inbox: Inbox, stream: Buffer, size: number): void {
  for (let at = 0; at < stream.length; at += size) {
    const piece = Buffer.from(stream.subarray(at, at + size));
    inbox.accept(piece, piece.length);
  }
}

describe.each(Object.entries<Wire>(wires))('%s', (_, wire) => {
  test.each([1, 7, 199, 200, 201, 1448, 100_000])('pieces of %i bytes', (size) => {
    const { senders, inbox } = setUp(wire);
    const [first, second, third] = senders;
    for (let round = 0; round < 5; round++) {
      // More than a ring holds from here to its end: the expected bytes wrap around.
      const stream = [
        ...deliveries(first, 3),
        ...deliveries(second, 1),
        ...deliveries(third, 5),
        ...deliveries(first, 2),
      ];
      feed(inbox, Buffer.concat(stream), size);
    }
    expect(inbox.received).toBe(55);
    expect(inbox.lack()).toBeUndefined();
    expect(senders.map(({ sent, done }) => [sent, done])).toEqual([
      [25, 25],
      [5, 5],
      [25, 25],
    ]);
  });

  test('what a server sends back to who said it is checked, and no delivery', () => {
    const { senders } = setUp(wire);
    const own = new Inbox('m0000', senders, {
      question: undefined,
      onQuestion: () => undefined,
      onDone: () => undefined,
    });
    const [first, second] = senders;
    feed(own, Buffer.concat([...deliveries(first, 3), ...deliveries(second, 2)]), 200);
    expect(own.received).toBe(2);
    expect(own.lack()).toBeUndefined();
  });

  test('a message that was not delivered is lacking', () => {
    const { senders, inbox } = setUp(wire);
    const [one, two] = deliveries(senders[0], 2);
    feed(inbox, one ?? Buffer.alloc(0), 1000);
    expect(inbox.lack()).toBe('m0009 has received 1 of the 2 messages from m0000');
    feed(inbox, two ?? Buffer.alloc(0), 1000);
    expect(inbox.lack()).toBeUndefined();
  });

  const faults: [string, RegExp, (frames: Buffer[]) => Buffer[]][] = [
    ['lost', /m0009 received from m0000 message 3 where 2 comes next/, remove(2)],
    [
      'doubled',
      /m0009 received from m0000 message 2 again/,
      (all) => [...upTo(all, 3), ...all.slice(2)],
    ],
    [
      'doubled at the end',
      /m0009 received from m0000 message 4 again/,
      (all) => [...all, ...all.slice(4)],
    ],
    ['swapped', /m0009 received from m0000 message 2 where 1 comes next/, swap(1, 2)],
    ['altered in its text', /m0009 received from m0000 message 4 altered/, alter(4, -20)],
    ['of nobody', /m0009 received what nobody sent it/, forge],
  ];

  test.each([2, SLOTS + 1, 3 * SLOTS])('the first message, %i times, is caught', (times) => {
    const { senders, inbox } = setUp(wire);
    const [image = Buffer.alloc(0)] = deliveries(senders[0], 1);
    const stream = Buffer.concat(Array.from({ length: times }, () => image));
    expect(() => {
      feed(inbox, stream, stream.length);
    }).toThrow('m0009 received from m0000 message 0 again: it has all up to 0');
  });

  describe.each([1, 200, 100_000])('in pieces of %i bytes', (size) => {
    test.each(faults)('a delivery %s is caught', (_fault, complaint, spoil) => {
      const { senders, inbox } = setUp(wire);
      const stream = Buffer.concat(spoil(deliveries(senders[0], 5)));
      expect(() => {
        feed(inbox, stream, size);
      }).toThrow(complaint);
      expect(() => {
        feed(inbox, stream, size);
      }).toThrow(Fault);
    });
  });

  test('no single altered byte of a delivery passes', () => {
    const { senders, inbox } = setUp(wire, 1);
    const [image = Buffer.alloc(0)] = deliveries(senders[0], 1);
    for (let at = 0; at < image.length; at++) {
      const altered = Buffer.from(image);
      altered[at] = (altered[at] ?? 0) ^ 0x01;
      expect(() => {
        inbox.accept(altered, altered.length);
      }).toThrow(Fault);
    }
    inbox.accept(image, image.length);
    expect(inbox.lack()).toBeUndefined();
  });

  const { probe } = wire;
  if (probe !== undefined) {
    test.each([1, 5, 199, 100_000])('is asked whether it lives, in pieces of %i bytes', (size) => {
      const { senders, inbox, questions } = setUp(wire);
      const [first, second] = senders;
      const stream = [
        probe.question,
        ...deliveries(first, 2),
        probe.question,
        probe.question,
        ...deliveries(second, 3),
      ];
      feed(inbox, Buffer.concat(stream), size);
      expect(inbox.lack()).toBeUndefined();
      expect(questions()).toBe(3);
    });
  }
});

function upTo(frames: Buffer[], end: number): Buffer[] {
  return frames.slice(0, end);
}

function remove(index: number): (frames: Buffer[]) => Buffer[] {
  return (frames) => frames.filter((_, at) => at !== index);
}

function swap(one: number, other: number): (frames: Buffer[]) => Buffer[] {
  return (frames) =>
    frames.map(
      (frame, at) => (at === one ? frames[other] : at === other ? frames[one] : frame) ?? frame,
    );
}

function alter(index: number, at: number): (frames: Buffer[]) => Buffer[] {
  return (frames) => {
    const frame = frames[index] ?? Buffer.alloc(0);
    const text = frame.indexOf('0000 0000');
    frame[text + 170 + at] = 0x21;
    return frames;
  };
}

function forge(frames: Buffer[]): Buffer[] {
  const [first = Buffer.alloc(0)] = frames;
  first.write('9999', first.indexOf('0000 0000'));
  return frames;
}
