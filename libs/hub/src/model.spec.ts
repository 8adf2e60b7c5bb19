import { encodeText } from '@chat/framing';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { Hub, type Allocate, type Answer, type Happening, type Link, type Member } from './index';
import { Later, type Question } from './testing/later';

/*
 * The hub against a model of the protocol that knows no turn, no batch and no view: it writes every
 * frame to every member at once. Nothing of the libraries is used to make it. All of its strings are
 * bytes, one character for each, so any bytes can be a frame.
 *
 * Where other hubs answer later, in any order, what a command does is done in the model when it is answered.
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

/** The name of a channel as the model knows it: bytes, one character each. */
function bytesOf(name: string): string {
  return text([encodeText(name)]);
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

/** What a member hears: bytes, one character each, or a list of names, which may be cut at any newline. */
type Heard = string | readonly string[];

class ModelMember {
  name: string | undefined;
  channel: string | undefined;
  gone = false;
  readonly heard: Heard[] = [];

  hear(said: Heard): void {
    if (!this.gone) this.heard.push(said);
  }
}

/** Takes off the frames of a list from what was received, whatever number of names is in each. */
function withoutList(received: string, names: readonly string[]): string {
  const left = [...names];
  do {
    const listed = received.slice(0, 200).replace(/ +$/, '').split('\n');
    assert.deepEqual(listed, names.length === 0 ? [''] : left.splice(0, listed.length));
    received = received.slice(200);
  } while (left.length > 0);
  return received;
}

/** Takes off what was to be heard from what was received: all of it, if nothing was left out or added. */
function withoutHeard(received: string, heard: readonly Heard[]): string {
  for (const said of heard) {
    if (typeof said !== 'string') received = withoutList(received, said);
    else {
      assert.equal(received.slice(0, said.length), said);
      received = received.slice(said.length);
    }
  }
  return received;
}

class Model {
  readonly members: ModelMember[] = [];
  /** What other hubs are to hear of each channel, as a member of it would. */
  readonly toElsewhere = new Map<string, string>();
  readonly #channels = new Set<string>();
  readonly #later: boolean;

  /** @param later whether commands are answered by {@link answer}, or at once */
  constructor(later: boolean) {
    this.#later = later;
  }

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
    // Bytes of UTF-8 sort as their code points do.
    if (word === '/list') this.#ask(member, 'list', '');
    else if (word !== '/create' && word !== '/join') member.hear(frames(invalid(word)));
    else if (channel === '')
      member.hear(frames(word === '/create' ? NO_CHANNEL_TO_CREATE : NO_CHANNEL_TO_JOIN));
    else if (illegible(channel).length > 0) member.hear(frames(invalid(word)));
    else if (word === '/create' && this.#channels.has(channel)) this.#exists(member, channel);
    else this.#ask(member, word === '/create' ? 'create' : 'find', channel);
  }

  /** A question is answered, at once or later: what it was asked for is done. */
  answer(member: ModelMember, type: Question['type'], channel: string): void {
    if (type === 'list') {
      member.hear([...this.#channels].sort());
      return;
    }
    const exists = this.#channels.has(channel);
    if (type === 'create') this.#channels.add(channel);
    if (type === 'create' && exists) this.#exists(member, channel);
    else if (type !== 'create' && !exists) {
      member.hear(frames(`No channel named ${channel} exists. Try '/create ${channel}'?`));
    } else if ((type === 'open' || !this.#later) && !member.gone) this.#enter(member, channel);
  }

  /** Everybody in the channel has left it, one after another. */
  remove(channel: string): void {
    for (const member of this.members) if (member.channel === channel) this.#leave(member);
    this.#channels.delete(channel);
  }

  /** Something is said elsewhere, or somebody came or went there. */
  sayElsewhere(channel: string, said: string): void {
    for (const member of this.members) if (member.channel === channel) member.hear(said);
  }

  #ask(member: ModelMember, type: Question['type'], channel: string): void {
    if (!this.#later) this.answer(member, type, channel);
  }

  #exists(member: ModelMember, channel: string): void {
    member.hear(frames(`Room ${channel} already exists, so cannot be created.`));
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
    if (member.channel === undefined) return;
    const before = this.toElsewhere.get(member.channel) ?? '';
    this.toElsewhere.set(member.channel, before + said);
  }
}

/** A link that checks what the hub owes to links, and keeps every byte. */
class RealMember implements Link {
  readonly member: Member;
  /** A character for each byte, since the last look. */
  received = '';
  deliveriesThisTurn = 0;
  ended = false;
  readonly pull: Link['pull'];
  #answer: Answer | undefined;
  /** What was delivered behind the answer that is being pulled. */
  #behind: Uint8Array[] = [];
  readonly #views: Uint8Array[] = [];
  #viewed = '';

  /** @param pulls whether it takes answers as its peer does; else they are delivered */
  constructor(hub: Hub, pulls: boolean) {
    if (pulls) {
      this.pull = (answer) => {
        assert(this.#answer === undefined, 'two answers at once');
        assert(this.member.waiting, 'an answer is pulled, and the member does not wait');
        this.#answer = answer;
        this.deliveriesThisTurn--;
      };
    }
    this.member = hub.connect(this);
  }

  deliver(views: readonly Uint8Array[]): void {
    this.deliveriesThisTurn++;
    assert(this.deliveriesThisTurn <= 1, 'two deliveries in one turn');
    assert(!this.ended, 'a delivery behind the end');
    assert(views.length > 0 && views.every((view) => view.length > 0), 'an empty delivery');
    if (this.#answer === undefined) this.#receive(views);
    else this.#behind.push(...views);
  }

  end(): void {
    assert(!this.ended, 'two ends');
    this.ended = true;
  }

  /** Whether nothing more is to be pulled. */
  get idle(): boolean {
    return this.#answer === undefined;
  }

  /** The peer takes a portion of its answer. */
  takePortion(): void {
    if (this.#answer === undefined) return;
    const portion = this.#answer.next();
    if (portion !== undefined) {
      this.#receive(portion);
      return;
    }
    assert(!this.member.waiting, 'the answer is taken, and the member waits');
    this.#answer = undefined;
    this.#receive(this.#behind.splice(0));
  }

  /** The views say what they said when they came, since their memory is never reused. */
  checkViews(): void {
    assert.equal(text(this.#views), this.#viewed);
  }

  #receive(views: readonly Uint8Array[]): void {
    this.#views.push(...views);
    this.received += text(views);
    this.#viewed += text(views);
  }
}

class Pair {
  readonly model: Model;
  readonly real: RealMember[] = [];
  #flush: (() => void) | undefined;
  #tell: (() => void) | undefined;
  readonly #hub: Hub;
  readonly #later: Later | undefined;
  /** By the number under which other hubs know each. */
  readonly #names = new Map<number, string>();

  /** @param later the other hubs, if there are any */
  constructor(allocate: Allocate, later?: Later) {
    this.model = new Model(later !== undefined);
    this.#later = later;
    this.#hub = new Hub({
      schedule: (flush, tell) => {
        assert(this.#flush === undefined, 'two flushes for one turn');
        this.#flush = flush;
        this.#tell = tell;
      },
      allocate,
      elsewhere: later,
    });
  }

  connect(name: Uint8Array, pulls: boolean): void {
    this.model.members.push(new ModelMember());
    this.real.push(new RealMember(this.#hub, pulls));
    this.receive(this.real.length - 1, name);
  }

  /** @param bytes 0 to 200, which are padded; not received while the member waits */
  receive(index: number, bytes: Uint8Array): void {
    const [model, real] = this.#at(index);
    if (real.member.waiting) return;
    const frame = Buffer.concat([bytes, Buffer.alloc(200, ' ')]).subarray(0, 200);
    assert.equal(real.member.receive(frame) > 0, !model.gone);
    this.model.receive(model, frame.toString('latin1'));
  }

  takePortion(index: number): void {
    this.#at(index)[1].takePortion();
  }

  /** Answers one of the questions that wait. */
  answer(place: number): void {
    const later = this.#later;
    if (later === undefined || later.questions.length === 0) return;
    const { asker, type, channel } = later.answer(place % later.questions.length);
    const index = this.real.findIndex(({ member }) => Object.is(member, asker));
    this.model.answer(this.#at(index)[0], type, bytesOf(channel));
  }

  answerAll(): void {
    while (this.#later !== undefined && this.#later.questions.length > 0) this.answer(0);
  }

  removeChannel(channel: string): void {
    this.#later?.remove(channel);
    this.model.remove(bytesOf(channel));
  }

  sayElsewhere(channel: string, said: string): void {
    this.#later?.here.said(channel, Buffer.from(frames(said), 'latin1'));
    this.model.sayElsewhere(bytesOf(channel), frames(said));
  }

  comeElsewhere(channel: string): void {
    this.#later?.here.joined(channel, 'Eve');
    this.#later?.here.left(channel, 'Eve');
    for (const what of ['joined', 'left']) {
      this.model.sayElsewhere(bytesOf(channel), frames(`Eve has ${what}`));
    }
  }

  /** Has other hubs told before the turn is over. */
  tell(): void {
    this.#tell?.();
  }

  sweep(): void {
    this.#hub.sweep();
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
    if (this.#later !== undefined) this.#compareElsewhere(this.#later);
    this.model.members.forEach((model, index) => {
      const [, real] = this.#at(index);
      assert.equal(real.ended, model.gone);
      if (real.idle) this.#compare(model, real);
    });
  }

  /** Everybody takes everything. */
  finish(): void {
    this.answerAll();
    this.endTurn();
    this.model.members.forEach((model, index) => {
      const [, real] = this.#at(index);
      while (!real.idle) real.takePortion();
      this.#compare(model, real);
      real.checkViews();
    });
  }

  #compare(model: ModelMember, real: RealMember): void {
    assert.equal(withoutHeard(real.received, model.heard.splice(0)), '');
    real.received = '';
  }

  #compareElsewhere(later: Later): void {
    const heard = new Map<string, string>();
    for (const { channel, happenings } of later.told.splice(0)) {
      const before = heard.get(bytesOf(channel)) ?? '';
      const said = happenings.map((happening) => this.#heardElsewhere(happening));
      heard.set(bytesOf(channel), before + said.join(''));
    }
    assert.deepEqual(heard, this.model.toElsewhere);
    this.model.toElsewhere.clear();
  }

  /** What a member elsewhere hears of it. */
  #heardElsewhere(happening: Happening): string {
    if (happening.type === 'said') return text([happening.frames]);
    if (happening.type === 'joined') {
      this.#names.set(happening.member, bytesOf(happening.name));
      return frames(`${bytesOf(happening.name)} has joined`);
    }
    return frames(`${this.#names.get(happening.member) ?? 'nobody'} has left`);
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
    arbitrary: fc
      .tuple(
        utf8(fc.constantFrom('Al', 'Bo', '$&', 'n'.repeat(64), 'a\u202eb', '\u200d')),
        fc.boolean(),
      )
      .map(connect),
  },
  { weight: 1, arbitrary: fc.tuple(anyBytes, fc.boolean()).map(connect) },
  { weight: 8, arbitrary: fc.tuple(index, utf8(chat)).map(receive) },
  { weight: 6, arbitrary: fc.tuple(index, utf8(command)).map(receive) },
  { weight: 4, arbitrary: fc.tuple(index, noise).map(receive) },
  { weight: 3, arbitrary: index.map(takePortion) },
  { weight: 1, arbitrary: index.map(disconnect) },
  {
    weight: 1,
    arbitrary: fc.constant<Action>((pair) => {
      pair.sweep();
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constant<Action>((pair) => {
      pair.endTurn();
    }),
  },
);

const insistence = fc.tuple(index, utf8(fc.constantFrom('/list', '/nope'))).map(insist);

/** Something that other hubs do. */
const fromElsewhere: fc.Arbitrary<Action> = fc.oneof(
  { weight: 10, arbitrary: fc.nat({ max: 11 }).map(answer) },
  { weight: 3, arbitrary: fc.tuple(channel, fc.string({ maxLength: 300 })).map(sayElsewhere) },
  { weight: 1, arbitrary: channel.map(comeElsewhere) },
  { weight: 1, arbitrary: channel.map(removeChannel) },
  {
    weight: 2,
    arbitrary: fc.constant<Action>((pair) => {
      pair.tell();
    }),
  },
);

function answer(place: number): Action {
  return (pair) => {
    pair.answer(place);
  };
}

function sayElsewhere([channel, said]: [string, string]): Action {
  return (pair) => {
    pair.sayElsewhere(channel, said);
  };
}

function comeElsewhere(channel: string): Action {
  return (pair) => {
    pair.comeElsewhere(channel);
  };
}

function removeChannel(channel: string): Action {
  return (pair) => {
    pair.removeChannel(channel);
  };
}

function utf8(text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> {
  return text.map((each) => Buffer.from(each));
}

function connect([name, pulls]: [Uint8Array, boolean]): Action {
  return (pair) => {
    pair.connect(name, pulls);
  };
}

/** Asks more often than answers are sent that have not been taken. */
function insist([member, asked]: [number, Uint8Array]): Action {
  return (pair) => {
    for (let times = 0; times < 400; times++) pair.receive(member, asked);
  };
}

function takePortion(member: number): Action {
  return (pair) => {
    pair.takePortion(member);
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

/** Members in a channel, to whom everything happens. */
function play(pair: Pair, members: number, steps: readonly Action[]): void {
  for (let member = 0; member < members; member++) {
    pair.connect(Buffer.from(`m${member}`), member % 2 === 0);
  }
  pair.receive(0, Buffer.from('/create a'));
  pair.answerAll();
  for (let member = 1; member < members; member++) pair.receive(member, Buffer.from('/join a'));
  pair.answerAll();
  for (const step of steps) step(pair);
  pair.finish();
}

const members = fc.integer({ min: 1, max: 12 });
// Insisting is slow, so it is seldom.
const alone = fc.oneof({ weight: 99, arbitrary: action }, { weight: 1, arbitrary: insistence });
const together = fc.oneof(
  { weight: 2, arbitrary: action },
  { weight: 1, arbitrary: fromElsewhere },
);

function many(some: fc.Arbitrary<Action>): fc.Arbitrary<Action[]> {
  return fc.array(some, { maxLength: 300, size: 'max' });
}

test('every member receives, byte for byte, what the model says', () => {
  fc.assert(
    fc.property(allocate, members, many(alone), (memory, count, steps) => {
      play(new Pair(memory), count, steps);
    }),
    { numRuns: fc.readConfigureGlobal().numRuns ?? 400 },
  );
});

test('so it does where other hubs answer later, in any order; and these are told all that happens', () => {
  fc.assert(
    fc.property(allocate, members, many(together), (memory, count, steps) => {
      play(new Pair(memory, new Later()), count, steps);
    }),
    { numRuns: fc.readConfigureGlobal().numRuns ?? 200 },
  );
});
