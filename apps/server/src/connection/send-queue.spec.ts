import fc from 'fast-check';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { Traffic } from '../operation/traffic';
import { Broadcast, type NativeSend } from './broadcast';
import { Scheduler } from './scheduler';
import { SendMemory } from './send-memory';
import { SendQueue } from './send-queue';
import type { Wire } from './wire';

/** A socket whose peer takes a write when it is told to. */
class SlowSocket extends Duplex {
  readonly _handle = { fd: 7 };
  readonly writes: Buffer[] = [];
  /** Bytes that the peer has taken. */
  taken = 0;
  /** Milliseconds that the peer may take nothing; 0 is no limit. */
  timeout = 0;
  #done: (() => void) | undefined;

  override _read(): void {
    // The peer says nothing.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.writes.push(chunk);
    this.#done = done;
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.writes.push(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    this.#done = done;
  }

  /** Takes the write that waits. Whether there was one. */
  takeWrite(): boolean {
    const done = this.#done;
    if (done === undefined) return false;
    this.#done = undefined;
    this.taken += this.writes.at(-1)?.length ?? 0;
    done();
    return true;
  }

  /** The peer takes everything in time. */
  setTimeout(milliseconds: number): void {
    this.timeout = milliseconds;
  }
}

/** What sends past Node to the one socket that there is, which takes so many bytes each time; -1 is a refusal. */
function nativeTo(socket: SlowSocket, takes: () => number): NativeSend {
  const give = (bytes: Buffer): number => {
    // Behind what waits in the socket, this would overtake it.
    expect(socket.writableLength).toBe(0);
    expect(socket.writableEnded).toBe(false);
    const taken = Math.min(takes(), bytes.length);
    if (taken <= 0) return taken;
    socket.writes.push(Buffer.from(bytes.subarray(0, taken)));
    socket.taken += taken;
    return taken;
  };
  return {
    send: (_, view) => give(Buffer.from(view)),
    sendViews: (_, views) => give(Buffer.concat(views)),
    sendToAll(descriptors, count, view) {
      for (let at = 0; at < count; at++) {
        descriptors[at] = descriptors[at] === socket._handle.fd ? give(Buffer.from(view)) : -1;
      }
      return 0;
    },
  };
}

/** @param takes what the socket takes past Node; without it, Node writes all */
function queue({
  limit = Infinity,
  takes,
  wire,
}: { limit?: number; takes?: () => number; wire?: Wire } = {}) {
  const socket = new SlowSocket();
  const scheduler = new Scheduler();
  const memory = new SendMemory(Infinity);
  const send = takes && nativeTo(socket, takes);
  const broadcast = send && new Broadcast(send);
  const shared = { traffic: new Traffic(), scheduler, memory, sendQueueLimit: limit, broadcast };
  const cutOff = jest.fn();
  const account = scheduler.open();
  const sending = new SendQueue(socket as unknown as Socket, shared, account, cutOff, wire);
  /** Runs what the hub does at the end of a turn. */
  const during = (act: () => void): void => {
    if (broadcast === undefined) act();
    else broadcast.during(act);
  };
  return { socket, queue: sending, during, memory, cutOff };
}

/** What a turn does: delivers views of these lengths, or the last one again, or says something aside. */
const deeds = fc.oneof(
  fc.array(fc.constantFrom(200, 600, 2000), { minLength: 1, maxLength: 400, size: 'max' }),
  fc.constantFrom([200], 'again' as const, 'aside' as const),
);
const histories = fc.array(
  fc.oneof(fc.array(deeds, { minLength: 1, maxLength: 3 }), fc.constant('take' as const)),
  { maxLength: 20, size: 'max' },
);
/** What the socket takes past Node: all, some, or nothing. */
const appetites = fc.infiniteStream(fc.constantFrom(Infinity, Infinity, 700, 0, -1));

test.each([
  ['Node', undefined],
  ['the system', appetites],
])(
  'however slowly the peer reads, it gets every byte once, in order, and the rest is counted: by %s',
  async (_, appetite) => {
    await fc.assert(
      fc.asyncProperty(histories, appetite ?? fc.constant(undefined), async (history, stream) => {
        const takes = stream && (() => stream.next().value as number);
        const { socket, queue: sending, during } = queue(takes && { takes });
        const said: Uint8Array[] = [];
        let size = 0;
        const again = (view: Uint8Array): Uint8Array => {
          size += view.length;
          said.push(view);
          return view;
        };
        const make = (length: number): Uint8Array =>
          again(new Uint8Array(length).fill(said.length));
        for (const turnOrTake of history) {
          if (turnOrTake === 'take') socket.takeWrite();
          else {
            during(() => {
              for (const deed of turnOrTake) {
                const last = said.at(-1);
                if (deed === 'aside') sending.interject(make(10));
                else if (deed !== 'again') sending.deliver(deed.map(make));
                else if (last !== undefined) sending.deliver([again(last)]);
              }
            });
            expect(sending.waiting).toBe(size - socket.taken);
          }
          await turn();
        }
        sending.end();
        while (socket.takeWrite()) await turn();
        expect(Buffer.concat(socket.writes).equals(Buffer.concat(said))).toBe(true);
        expect(socket.writableEnded).toBe(true);
      }),
      { numRuns: 100 },
    );
  },
);

test('a peer for which too much waits is cut off, whoever sends', () => {
  for (const takes of [undefined, () => 100]) {
    const { queue: sending, during, cutOff } = queue({ limit: 1000, ...(takes && { takes }) });
    const deliver = (length: number): void => {
      during(() => {
        sending.deliver([new Uint8Array(length)]);
      });
    };
    deliver(1000);
    expect(cutOff).not.toHaveBeenCalled();
    deliver(2000);
    expect(cutOff).toHaveBeenCalledTimes(1);
  }
});

test('what many are sent goes before an answer, and before the end', async () => {
  const { socket, queue: sending, during } = queue({ takes: () => Infinity });
  const [said, answer, last] = [1, 2, 3].map((byte) => new Uint8Array(200).fill(byte)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const portions = [[answer]];
  during(() => {
    sending.deliver([said]);
    sending.pull({ next: () => portions.shift() });
  });
  while (socket.takeWrite()) await turn();
  during(() => {
    sending.deliver([last]);
    sending.end();
  });
  expect(socket.writes.map(([byte]) => byte)).toEqual([1, 2, 3]);
  expect(socket.writableEnded).toBe(true);
});

test('whoever takes an answer must go on taking it, and has all the time in the world behind it', async () => {
  const { socket, queue: sending } = queue();
  const portions = [1, 2].map((byte) => [new Uint8Array(200).fill(byte)]);
  sending.pull({ next: () => portions.shift() });
  expect(socket.timeout).toBeGreaterThan(0);
  do await turn();
  while (socket.takeWrite());
  expect(socket.writes).toHaveLength(2);
  expect(socket.timeout).toBe(0);
});

test('what waits is sent in few writes, none of which copies much', async () => {
  const { socket, queue: sending } = queue();
  const frame = new Uint8Array(200);
  for (let index = 0; index < 1001; index++) sending.deliver([frame]);
  while (socket.takeWrite()) await turn();
  expect(socket.taken).toBe(1001 * 200);
  expect(socket.writes.length).toBeLessThan(10);
  expect(Math.max(...socket.writes.map(({ length }) => length))).toBeLessThanOrEqual(256 * 200);
});

/** A wire that puts before each delivery how many bytes it has, in the same view if it is one. */
const wire: Wire = {
  asides: { answer: () => undefined, over: () => undefined },
  probe: new Uint8Array(0),
  push: () => [],
  wrap: (views) => {
    const size = views.reduce((sum, view) => sum + view.length, 0);
    const wrapped = [Buffer.from(`${size}:`), ...views];
    return views.length === 1 ? [Buffer.concat(wrapped)] : wrapped;
  },
  last: () => Buffer.from('last'),
};

test.each([
  ['Node', undefined],
  ['the system', appetites],
])('on a wire, nothing comes inside what is wrapped: by %s', async (_, appetite) => {
  await fc.assert(
    fc.asyncProperty(histories, appetite ?? fc.constant(undefined), async (history, stream) => {
      const takes = stream && (() => stream.next().value as number);
      const { socket, queue: sending, during } = queue({ wire, ...(takes && { takes }) });
      const said: Uint8Array[] = [];
      const say = (deed: readonly number[] | 'again' | 'aside'): void => {
        const bytes = Buffer.alloc(10, 'aside');
        const views =
          typeof deed === 'string' ? [] : deed.map((length) => Buffer.alloc(length, 'x'));
        said.push(...(views.length > 0 ? wire.wrap(views) : [bytes]));
        if (views.length > 0) sending.deliver(views);
        else sending.interject(bytes);
      };
      for (const turnOrTake of history) {
        if (turnOrTake === 'take') socket.takeWrite();
        else {
          during(() => {
            turnOrTake.forEach(say);
          });
        }
        await turn();
      }
      sending.end(wire.last('shutdown'));
      while (socket.takeWrite()) await turn();
      expect(Buffer.concat(socket.writes).toString('latin1')).toBe(
        `${Buffer.concat(said).toString('latin1')}last`,
      );
    }),
    { numRuns: 50 },
  );
});
