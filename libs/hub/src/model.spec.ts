import fc from 'fast-check';
import assert from 'node:assert/strict';
import { Hub, type Allocate, type Link, type Member } from './index';

/*
 * The hub against a model of the protocol that knows no turn, no batch and no view: it writes every
 * frame to every member at once. Nothing of the libraries is used to make it. All of its strings are
 * bytes, one character for each, so any bytes can be a frame.
 */

/** One character of UTF-8, or one byte that is in none. */
const CHARACTER =
  /[\xc2-\xdf][\x80-\xbf]|(?:\xe0[\xa0-\xbf]|\xed[\x80-\x9f]|[\xe1-\xec\xee\xef][\x80-\xbf])[\x80-\xbf]|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}|[^]/g;

/** The parts joined into pieces of at most `size` bytes, or of one part. */
function pieces(parts: readonly string[], separator: string, size: number): string[] {
  const [first = '', ...others] = parts;
  const found = [first];
  for (const part of others) {
    const longer = `${found.at(-1) ?? ''}${separator}${part}`;
    if (longer.length <= size) found[found.length - 1] = longer;
    else found.push(part);
  }
  return found;
}

/** Never cut inside a character. */
function frames(text: string, prefix = ''): string {
  return pieces(text.match(CHARACTER) ?? [], '', 200 - prefix.length)
    .map((piece) => (prefix + piece).padEnd(200))
    .join('');
}

function text(views: readonly Uint8Array[]): string {
  return Buffer.concat(views).toString('latin1');
}

const CONTROL_CHARACTER = /[^ -~\x80-\xff]|\xc2[\x80-\x9f]/;
const OUTER_SPACE = /^[ \t-\r]+|[ \t-\r]+$/g;

const BREAK_OR_TURN = /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const INVISIBLE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u;

/** Why nobody, and no channel, can be called so. */
function illegible(name: string): string[] {
  const found: string[] = [];
  const text = Buffer.from(name, 'latin1').toString();
  if (CONTROL_CHARACTER.test(name)) found.push('A name cannot have control characters in it.');
  if (BREAK_OR_TURN.test(text)) {
    found.push('A name cannot have characters in it that break a line or turn its direction.');
  }
  if (INVISIBLE.test(text) && !CONTROL_CHARACTER.test(name)) {
    found.push('A name needs something in it that can be seen.');
  }
  return found;
}

/** What is wrong with a name. */
function faults(name: string): string[] {
  if (name === '') return ['A name cannot be empty.'];
  const found = illegible(name);
  if (name.length > 64) found.push('A name is at most 64 bytes long.');
  return found;
}

function invalid(word: string): string {
  return `${word} is not a valid control message. Valid messages are /create, /list, and /join.`;
}

const NO_CHANNEL_TO_CREATE = '/create command must be followed by the name of a channel to create';
const NO_CHANNEL_TO_JOIN = '/join command must be followed by the name of a channel to join.';
const NOT_IN_CHANNEL = 'Not currently in any channel. Must join a channel before sending messages.';

class ModelMember {
  name: string | undefined;
  channel: string | undefined;
  gone = false;
  /** A character for each byte. */
  received = '';

  hear(said: string): void {
    if (!this.gone) this.received += said;
  }
}

class Model {
  readonly members: ModelMember[] = [];
  readonly #channels = new Set<string>();

  receive(member: ModelMember, frame: string): void {
    if (member.gone) return;
    const text = frame.replace(/ *(\r?\n)? *$/, '');
    if (member.name === undefined) this.#introduce(member, text);
    else if (text.startsWith('/')) this.#obey(member, text);
    else if (member.channel === undefined) member.hear(frames(NOT_IN_CHANNEL));
    else this.#tellOthers(member, frames(text.replace(/[\0\r\n]/g, ' '), `[${member.name}] `));
  }

  disconnect(member: ModelMember): void {
    this.#leave(member);
    member.gone = true;
  }

  #introduce(member: ModelMember, name: string): void {
    const wrong = faults(name);
    if (wrong.length === 0) {
      member.name = name;
      return;
    }
    member.hear(frames(wrong.join(' ')));
    this.disconnect(member);
  }

  #obey(member: ModelMember, text: string): void {
    const [word = ''] = text.split(' ');
    const channel = text.slice(word.length).replace(OUTER_SPACE, '');
    if (word === '/list') member.hear(this.#listing());
    else if (word !== '/create' && word !== '/join') member.hear(frames(invalid(word)));
    else if (channel === '')
      member.hear(frames(word === '/create' ? NO_CHANNEL_TO_CREATE : NO_CHANNEL_TO_JOIN));
    else if (illegible(channel).length > 0) member.hear(frames(invalid(word)));
    else if (word === '/create') this.#create(member, channel);
    else this.#join(member, channel);
  }

  /** Bytes of UTF-8 sort as their code points do. */
  #listing(): string {
    return pieces([...this.#channels].sort(), '\n', 200)
      .map((piece) => piece.padEnd(200))
      .join('');
  }

  #create(member: ModelMember, channel: string): void {
    if (this.#channels.has(channel)) {
      member.hear(frames(`Room ${channel} already exists, so cannot be created.`));
      return;
    }
    this.#channels.add(channel);
    this.#enter(member, channel);
  }

  #join(member: ModelMember, channel: string): void {
    if (this.#channels.has(channel)) this.#enter(member, channel);
    else member.hear(frames(`No channel named ${channel} exists. Try '/create ${channel}'?`));
  }

  #enter(member: ModelMember, channel: string): void {
    this.#leave(member);
    member.channel = channel;
    this.#tellOthers(member, frames(`${member.name ?? ''} has joined`));
  }

  #leave(member: ModelMember): void {
    if (member.channel === undefined) return;
    this.#tellOthers(member, frames(`${member.name ?? ''} has left`));
    member.channel = undefined;
  }

  #tellOthers(member: ModelMember, said: string): void {
    for (const other of this.members) {
      if (other !== member && other.channel === member.channel) other.hear(said);
    }
  }
}

/** A link that checks what the hub owes to links, and keeps every byte. */
class RealMember implements Link {
  readonly member: Member;
  /** A character for each byte. */
  received = '';
  deliveriesThisTurn = 0;
  ended = false;
  readonly #views: Uint8Array[] = [];

  constructor(hub: Hub) {
    this.member = hub.connect(this);
  }

  deliver(views: readonly Uint8Array[]): void {
    this.deliveriesThisTurn++;
    assert(this.deliveriesThisTurn === 1, 'two deliveries in one turn');
    assert(!this.ended, 'a delivery behind the end');
    assert(views.length > 0 && views.every((view) => view.length > 0), 'an empty delivery');
    this.#views.push(...views);
    this.received += text(views);
  }

  end(): void {
    assert(!this.ended, 'two ends');
    this.ended = true;
  }

  /** What the views say now: the same as when they came, since their memory is never reused. */
  get receivedNow(): string {
    return text(this.#views);
  }
}

class Pair {
  readonly model = new Model();
  readonly real: RealMember[] = [];
  #flush: (() => void) | undefined;
  readonly #hub: Hub;

  constructor(allocate: Allocate) {
    this.#hub = new Hub({
      schedule: (flush) => {
        assert(this.#flush === undefined, 'two flushes for one turn');
        this.#flush = flush;
      },
      allocate,
    });
  }

  connect(name: Uint8Array): void {
    this.model.members.push(new ModelMember());
    this.real.push(new RealMember(this.#hub));
    this.receive(this.real.length - 1, name);
  }

  /** @param bytes 0 to 200, which are padded */
  receive(index: number, bytes: Uint8Array): void {
    const [model, real] = this.#at(index);
    const frame = Buffer.concat([bytes, Buffer.alloc(200, ' ')]).subarray(0, 200);
    const heard = this.#heardBesides(model);
    this.model.receive(model, frame.toString('latin1'));
    assert.equal(real.member.receive(frame), this.#heardBesides(model) > heard);
  }

  disconnect(index: number): void {
    const [model, real] = this.#at(index);
    this.model.disconnect(model);
    real.member.disconnect();
  }

  endTurn(): void {
    for (const real of this.real) real.deliveriesThisTurn = 0;
    const flush = this.#flush;
    this.#flush = undefined;
    flush?.();
    this.model.members.forEach((model, index) => {
      const [, real] = this.#at(index);
      assert.equal(real.received, model.received);
      assert.equal(real.ended, model.gone);
    });
  }

  /** Characters that all but one have heard. */
  #heardBesides(one: ModelMember): number {
    return this.model.members.reduce(
      (sum, member) => (member === one ? sum : sum + member.received.length),
      0,
    );
  }

  /** The member that a random number stands for. */
  #at(index: number): [ModelMember, RealMember] {
    const place = index % this.real.length;
    const [model, real] = [this.model.members[place], this.real[place]];
    if (model === undefined || real === undefined) throw new RangeError('Nobody is connected');
    return [model, real];
  }
}

const allocate = fc.constantFrom<Allocate>(
  (size) => new Uint8Array(size),
  (size) => Buffer.alloc(size, 'memory that was used before\n'),
);

const index = fc.nat({ max: 11 });
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 200, size: 'max' }),
  // Few and short, so that some come again; many of them are not UTF-8.
  fc
    .array(
      fc.constantFrom(0x00, 0x0a, 0x0b, 0x0d, 0x20, 0x41, 0x80, 0xa9, 0xbd, 0xc2, 0xe4, 0xff),
      {
        maxLength: 4,
      },
    )
    .map((bytes) => Uint8Array.from(bytes)),
);
const channel = fc.constantFrom(
  'a',
  'b',
  'c d',
  '{0}',
  '你'.repeat(40),
  'a\u2028b',
  '\u00a0',
  '\u200d',
);
const chat = fc.oneof(
  fc.constantFrom(
    '',
    'hello',
    ' /list',
    'a\0b\rc\n\nd',
    'x'.repeat(200),
    '🐼'.repeat(50),
    'é'.repeat(99),
  ),
  fc.stringMatching(/^[a-z]{1,20}$/),
);
const command = fc.oneof(
  { weight: 4, arbitrary: channel.map((name) => `/join ${name}`) },
  { weight: 2, arbitrary: channel.map((name) => `/create ${name}`) },
  { weight: 1, arbitrary: fc.constantFrom('/list', '/nope', '/', '/create', '/join ') },
);
/** What nobody means to send. */
const noise = fc
  .tuple(fc.constantFrom('', '/', '/create ', '/join ', '/list '), anyBytes)
  .map(([start, bytes]) => Buffer.concat([Buffer.from(start), bytes]));

type Action = (pair: Pair) => void;
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 1,
    arbitrary: utf8(fc.constantFrom('Al', 'Bo', '$&', 'n'.repeat(64), 'a\u202eb', '\u200d')).map(
      connect,
    ),
  },
  { weight: 1, arbitrary: anyBytes.map(connect) },
  { weight: 8, arbitrary: fc.tuple(index, utf8(chat)).map(receive) },
  { weight: 6, arbitrary: fc.tuple(index, utf8(command)).map(receive) },
  { weight: 4, arbitrary: fc.tuple(index, noise).map(receive) },
  { weight: 1, arbitrary: index.map(disconnect) },
  {
    weight: 3,
    arbitrary: fc.constant<Action>((pair) => {
      pair.endTurn();
    }),
  },
);

function utf8(text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  return text.map((each) => Buffer.from(each));
}

function connect(name: Uint8Array): Action {
  return (pair) => {
    pair.connect(name);
  };
}

function receive([member, said]: [number, Uint8Array]): Action {
  return (pair) => {
    pair.receive(member, said);
  };
}

function disconnect(member: number): Action {
  return (pair) => {
    pair.disconnect(member);
  };
}

test('every member receives, byte for byte, what the model says', () => {
  const actions = fc.array(action, { maxLength: 300, size: 'max' });
  fc.assert(
    fc.property(allocate, fc.integer({ min: 1, max: 12 }), actions, (memory, members, steps) => {
      const pair = new Pair(memory);
      for (let member = 0; member < members; member++) pair.connect(Buffer.from(`m${member}`));
      pair.receive(0, Buffer.from('/create a'));
      for (let member = 1; member < members; member++) pair.receive(member, Buffer.from('/join a'));
      for (const step of steps) step(pair);
      pair.endTurn();
      for (const real of pair.real) assert.equal(real.receivedNow, real.received);
    }),
    { numRuns: fc.readConfigureGlobal().numRuns ?? 400 },
  );
});
