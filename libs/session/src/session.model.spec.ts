import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { Session, type SessionError, type SessionEvent } from './index';
import { Clock } from './testing/clock';
import { ModelServer, RIGHT, type Kind } from './testing/model-server';

/** A command that was sent, in the order of sending. */
interface Asked {
  readonly word: string;
  readonly channel: string;
  /** How the call ended; a line has none. */
  readonly outcome: Promise<unknown> | undefined;
}

/** A session and a server, and a network between them that takes its time. */
class Pair {
  readonly clock = new Clock();
  readonly server: ModelServer;
  readonly session: Session;
  readonly events: string[] = [];
  /** What the events have to be: all that came but answers to calls. */
  readonly expected: string[] = [];
  readonly asked: Asked[] = [];
  /** What came of each command at the server. */
  readonly results: unknown[] = [];
  #up: { readonly bytes: Uint8Array; readonly isCall: boolean }[] = [];
  #down: Uint8Array = new Uint8Array(0);
  #sendsCall = true;

  constructor(kind: Kind) {
    this.server = new ModelServer(kind);
    for (const name of ['aaa', '[x] y', 'tea']) this.server.channels.add(name);
    this.session = new Session({
      name: 'Ann',
      send: (bytes) => this.#up.push({ bytes, isCall: this.#sendsCall }),
      after: this.clock.after,
    });
  }

  line(text: string): void {
    const [, word = '', channel = ''] = /^(\/[^ ]*) ?(.*)$/.exec(text) ?? [];
    if (isCommand(word, channel)) this.asked.push({ word, channel, outcome: undefined });
    this.#sendsCall = false;
    this.session.line(text);
    this.#sendsCall = true;
  }

  call(word: string, channel: string): void {
    const { session } = this;
    let call: Promise<unknown>;
    if (word === '/list') call = session.list();
    else call = word === '/join' ? session.join(channel) : session.create(channel);
    const outcome = call.catch((error: unknown) => {
      const { code, message } = error as SessionError;
      return code === 'ERR_REFUSED' ? message : code;
    });
    this.asked.push({ word, channel, outcome });
  }

  /** Somebody else is heard. */
  other(text: string): void {
    this.#send(encodeFrames(text), true);
  }

  /** The server handles what has come, up to so many writes. */
  serve(writes: number): void {
    for (const { bytes, isCall } of this.#up.splice(0, writes)) {
      for (const frame of new FrameDecoder().push(bytes)) this.#handle(frame, isCall);
    }
  }

  deliver(bytes: number): void {
    const chunk = this.#down.subarray(0, bytes);
    this.#down = this.#down.subarray(bytes);
    this.events.push(...this.session.receive(chunk).map(textOf));
  }

  settle(): void {
    this.serve(Infinity);
    this.deliver(Infinity);
  }

  #handle(frame: Uint8Array, isCall: boolean): void {
    const text = Buffer.from(framePayload(frame)).toString();
    const [, word = '', channel = ''] = /^(\/[^ ]*) ?(.*)$/.exec(text) ?? [];
    const replies = this.server.receive(frame);
    for (const reply of replies) this.#send(reply, !isCall);
    if (!isCommand(word, channel)) return;
    const said = replies.map((reply) => Buffer.from(framePayload(reply)).toString());
    if (word === '/list') this.results.push(said.flatMap((page) => page.split('\n')));
    else this.results.push(said.length === 0 ? undefined : refusal(word, channel));
  }

  #send(frame: Uint8Array, isEvent: boolean): void {
    this.#down = Buffer.concat([this.#down, frame]);
    if (isEvent) this.expected.push(Buffer.from(framePayload(frame)).toString());
  }
}

function isCommand(word: string, channel: string): boolean {
  return word === '/list' || ((word === '/join' || word === '/create') && channel.trim() !== '');
}

/** The server's words, whole even if their end did not arrive. */
function refusal(word: string, channel: string): string {
  return word === '/create'
    ? `Room ${channel} already exists, so cannot be created.`
    : `No channel named ${channel} exists. Try '/create ${channel}'?`;
}

function textOf(event: SessionEvent): string {
  switch (event.type) {
    case 'message':
      return event.text === '' ? `[${event.from}]` : `[${event.from}] ${event.text}`;
    case 'joined':
      return `${event.name} has joined`;
    case 'left':
      return `${event.name} has left`;
    case 'listing':
      return event.names.join('\n');
    default:
      return event.text;
  }
}

type Step = (pair: Pair) => void;

const channel = fc.constantFrom(
  'aaa',
  '[x] y',
  'tea',
  'c d',
  '{0} $&',
  '你'.repeat(40),
  'z'.repeat(170),
);
const line = fc.oneof(
  fc.constantFrom('hello', '', '/', '/nope x', '/list', '/list all', '/join', '/join  ', '/create'),
  fc.tuple(fc.constantFrom('/join', '/create'), channel).map((words) => words.join(' ')),
);
const other = fc.constantFrom(
  ...['[Ben] hello', '[Ben]', '[Ben]  two', 'Ben has joined', 'Ben has left', '[Ben] /list'],
  "[Ben] No channel named tea exists. Try '/create tea'?",
  'Room tea already exists, so cannot be created. has joined',
  '[Ben] /bcdfghkmpqrvwxzt is not a valid control message.',
  '/join is not a valid control message. Valid messages are /x has left',
  `[Ben] ${'x'.repeat(194)}`,
);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(fc.constantFrom('/join', '/create', '/list'), channel)
    .map(([word, name]) => (pair: Pair) => {
      pair.call(word, name);
    }),
  line.map((text) => (pair: Pair) => {
    pair.line(text);
  }),
  other.map((text) => (pair: Pair) => {
    pair.other(text);
  }),
  fc.nat({ max: 3 }).map((writes) => (pair: Pair) => {
    pair.serve(writes);
  }),
  fc.nat({ max: 900 }).map((bytes) => (pair: Pair) => {
    pair.deliver(bytes);
  }),
  fc.nat({ max: 40 }).map((milliseconds) => (pair: Pair) => {
    pair.clock.pass(milliseconds);
  }),
);
const steps = fc.array(step, { maxLength: 120, size: 'max' });

/** Plays the steps, and compares the calls with what became of them, and the events with all else. */
async function play(pair: Pair, history: readonly Step[]): Promise<void> {
  for (const each of history) each(pair);
  pair.settle();
  assert.equal(pair.session.pending, 0);
  const outcomes = await Promise.all(pair.asked.map(async ({ outcome }) => await outcome));
  pair.asked.forEach(({ outcome }, index) => {
    if (outcome !== undefined) assert.deepEqual(outcomes[index], pair.results[index]);
  });
  assert.deepEqual(pair.events, pair.expected);
  const { channel: known } = pair.session;
  if (known !== undefined) assert.equal(known, pair.server.channel);
  assert.equal(pair.clock.size, 0);
}

test.each([
  ['a right server', RIGHT],
  ['a server that cuts long texts off', { ...RIGHT, truncates: true }],
  ['a server that does not refuse a bare /join', { ...RIGHT, refusesBareJoins: false }],
])('with %s, every call ends as the command did, and all else is an event', async (_, kind) => {
  await fc.assert(fc.asyncProperty(steps, (history) => play(new Pair(kind), history)));
});

test('with a server that refuses no word, the same once that is known', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const pair = new Pair({ ...RIGHT, refusesWords: false });
      pair.call('/join', 'tea');
      pair.settle();
      pair.clock.pass(3_000);
      pair.settle();
      await play(pair, history);
    }),
  );
});

test('with a server that refuses neither, every call rejects after 10 seconds', async () => {
  const kind = { ...RIGHT, refusesWords: false, refusesBareJoins: false };
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const pair = new Pair(kind);
      for (const each of history) each(pair);
      pair.settle();
      pair.clock.pass(10_000);
      for (const { outcome } of pair.asked) {
        if (outcome !== undefined) expect(await outcome).toBe('ERR_NO_ANSWER');
      }
      expect(pair.session.pending).toBe(0);
      expect(pair.clock.size).toBe(0);
    }),
  );
});
