import fc from 'fast-check';
import assert from 'node:assert/strict';
import { Hub, type Allocate, type Link, type Member } from './index';

/*
 * The hub against a model of the protocol that knows no turn, no batch and no view: it writes every
 * frame to every member at once, as text. Nothing of the libraries is used to make it.
 */

/** Pieces of at most `size` bytes, never cut inside a character. */
function pieces(text: string, size: number): string[] {
  const found = [''];
  for (const character of text) {
    const last = found.at(-1) ?? '';
    if (Buffer.byteLength(last + character) <= size) found[found.length - 1] = last + character;
    else found.push(character);
  }
  return found;
}

function frames(text: string, prefix = ''): string {
  const size = 200 - Buffer.byteLength(prefix);
  const padded = pieces(text, size).map((piece) =>
    Buffer.concat([Buffer.from(prefix + piece), Buffer.alloc(200, ' ')]).subarray(0, 200),
  );
  return Buffer.concat(padded).toString('latin1');
}

function text(views: readonly Uint8Array[]): string {
  return Buffer.concat(views).toString('latin1');
}

const INVALID = '{0} is not a valid control message. Valid messages are /create, /list, and /join.';
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

  /** @param text what the frame says, trailing spaces off */
  receive(member: ModelMember, text: string): void {
    if (member.gone) return;
    if (member.name === undefined) member.name = text;
    else if (text === '/list') member.hear(frames([...this.#channels].sort().join('\n')));
    else if (text.startsWith('/create ')) this.#create(member, text.slice('/create '.length));
    else if (text.startsWith('/join ')) this.#join(member, text.slice('/join '.length));
    else if (text.startsWith('/')) member.hear(frames(INVALID.replace('{0}', text)));
    else if (member.channel === undefined) member.hear(frames(NOT_IN_CHANNEL));
    else this.#tellOthers(member, frames(text.replace(/[\0\r\n]/g, ' '), `[${member.name}] `));
  }

  disconnect(member: ModelMember): void {
    this.#leave(member);
    member.gone = true;
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

  connect(name: string): void {
    this.model.members.push(new ModelMember());
    this.real.push(new RealMember(this.#hub));
    this.receive(this.real.length - 1, name);
  }

  receive(index: number, text: string): void {
    const [model, real] = this.#at(index);
    this.model.receive(model, text);
    real.member.receive(Buffer.from(frames(text), 'latin1'));
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
const channel = fc.constantFrom('a', 'b', 'c d', '{0}', '你'.repeat(40));
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
  { weight: 1, arbitrary: fc.constantFrom('/list', '/nope', '/') },
);

type Action = (pair: Pair) => void;
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('Al', 'Bo', '$&', 'n'.repeat(64)).map(connect) },
  { weight: 8, arbitrary: fc.tuple(index, chat).map(receive) },
  { weight: 6, arbitrary: fc.tuple(index, command).map(receive) },
  { weight: 1, arbitrary: index.map(disconnect) },
  {
    weight: 3,
    arbitrary: fc.constant<Action>((pair) => {
      pair.endTurn();
    }),
  },
);

function connect(name: string): Action {
  return (pair) => {
    pair.connect(name);
  };
}

function receive([member, said]: [number, string]): Action {
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
      for (let member = 0; member < members; member++) pair.connect(`m${member}`);
      pair.receive(0, '/create a');
      for (let member = 1; member < members; member++) pair.receive(member, '/join a');
      for (const step of steps) step(pair);
      pair.endTurn();
      for (const real of pair.real) assert.equal(real.receivedNow, real.received);
    }),
    { numRuns: 400 },
  );
});
