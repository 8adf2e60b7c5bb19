import { concatBytes, encodeFrames, FRAME_SIZE } from '@chat/framing';
import fc from 'fast-check';
import { Tape, type WireFrame } from './tape';

const ignore = () => undefined;

const framesOf = (tape: Tape) =>
  tape.entries.filter((entry): entry is WireFrame => entry.type === 'frame');

test('a frame says which bytes of which messages it is made of', () => {
  const tape = new Tape(() => 5, ignore);
  const tap = tape.open();
  const bytes = encodeFrames('x'.repeat(250));
  tap.received(bytes.subarray(0, 7));
  expect(tape.held).toBe(7);
  tap.received(bytes.subarray(7));
  tap.sent(encodeFrames('Panda'));
  expect(tape.held).toBe(0);
  const first = { direction: 'received', number: 1, size: 7 };
  const second = { direction: 'received', number: 2, size: 393 };
  expect(framesOf(tape)).toMatchObject([
    {
      direction: 'received',
      number: 1,
      at: 5,
      pieces: [
        { message: first, offset: 0, size: 7 },
        { message: second, offset: 0, size: 193 },
      ],
    },
    { direction: 'received', number: 2, pieces: [{ message: second, offset: 193, size: 200 }] },
    { direction: 'sent', number: 1, name: 'name' },
  ]);
});

test('however the network cuts: the pieces of each frame are the frame', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 30 });
  fc.assert(
    fc.property(sizes, (cuts) => {
      const total = cuts.reduce((all, size) => all + size, 0);
      const stream = Uint8Array.from({ length: total }, (_, at) => at % 251);
      const tape = new Tape(() => 0, ignore);
      const tap = tape.open();
      const messages: Uint8Array[] = [];
      let at = 0;
      for (const size of cuts) {
        messages.push(stream.subarray(at, at + size));
        at += size;
        tap.received(messages.at(-1) ?? stream);
      }
      const frames = framesOf(tape);
      expect(frames).toHaveLength(Math.floor(total / FRAME_SIZE));
      expect(tape.held).toBe(total % FRAME_SIZE);
      for (const [index, { bytes, pieces, number }] of frames.entries()) {
        expect(number).toBe(index + 1);
        const carried = pieces.map(({ message, offset, size }) =>
          (messages[message.number - 1] ?? stream).subarray(offset, offset + size),
        );
        expect(concatBytes(carried)).toEqual(bytes);
        expect(bytes).toEqual(stream.subarray(index * FRAME_SIZE, (index + 1) * FRAME_SIZE));
      }
    }),
    { numRuns: 40 },
  );
});

test('half a frame is dropped with its connection (rule 5), and the next begins anew', () => {
  const tape = new Tape(() => 0, ignore);
  tape.open().received(new Uint8Array(150));
  tape.close();
  expect(tape.held).toBe(0);
  tape.open().received(encodeFrames('hi'));
  expect(tape.entries).toMatchObject([
    { type: 'opened' },
    { type: 'closed', dropped: 150 },
    { type: 'opened' },
    { type: 'frame', number: 1, pieces: [{ size: 200 }] },
  ]);
});

test('what it keeps is bounded', () => {
  const tape = new Tape(() => 0, ignore);
  const tap = tape.open();
  for (let count = 0; count < 30; count++) tap.received(encodeFrames('x'.repeat(200_000)));
  expect(tape.entries.length).toBeLessThanOrEqual(10_000);
  expect(tape.entries.at(-1)).toMatchObject({ number: 30_000 });
});

test('it tells of each message, though no frame is whole', () => {
  const changed = jest.fn();
  const tape = new Tape(() => 0, changed);
  const tap = tape.open();
  expect(changed).toHaveBeenCalledTimes(1);
  tap.received(new Uint8Array(7));
  expect(changed).toHaveBeenCalledTimes(2);
  tap.sent(new Uint8Array(400));
  expect(changed).toHaveBeenCalledTimes(3);
});
