import { SessionError, type Chat, type ChatEvent } from '@chat/session/web';
import type { Content } from './line';
import { Visit, type Surroundings } from './visit';

/** A chat that does what the test says, and remembers what it was asked. */
class ScriptedChat {
  readonly asked: string[] = [];
  readonly channels = new Set<string>();
  channel: string | undefined;
  /** What the next calls reject with, in the place of an answer. */
  readonly failures: Error[] = [];
  #tell: (result: IteratorResult<ChatEvent, undefined>) => void = () => undefined;

  /** Lets something come, and waits until it was read and acted on. */
  async hear(event: ChatEvent): Promise<void> {
    this.#tell({ done: false, value: event });
    await new Promise(setImmediate);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<ChatEvent, undefined>> {
    return new Promise((resolve) => (this.#tell = resolve));
  }

  join(channel: string): Promise<void> {
    return this.#ask(`join ${channel}`, () => {
      if (!this.channels.has(channel)) throw refused(`No channel named ${channel} exists.`);
      this.channel = channel;
    });
  }

  create(channel: string): Promise<void> {
    return this.#ask(`create ${channel}`, () => {
      if (this.channels.has(channel)) throw refused(`Room ${channel} already exists.`);
      this.channels.add(channel);
      this.channel = channel;
    });
  }

  list(): Promise<readonly string[]> {
    return this.#ask('list', () => [...this.channels]);
  }

  say(text: string): void {
    this.asked.push(`say ${text}`);
  }

  line(text: string): void {
    this.asked.push(`line ${text}`);
  }

  reconnect(): void {
    this.asked.push('reconnect');
  }

  close(): Promise<void> {
    this.asked.push('close');
    return Promise.resolve();
  }

  async #ask<Answer>(what: string, answer: () => Answer): Promise<Answer> {
    this.asked.push(what);
    await Promise.resolve();
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    return answer();
  }
}

const refused = (text: string) => new SessionError('ERR_REFUSED', text);
const LOST = new SessionError('ERR_DISCONNECTED', 'gone');

const notice = (text: string) => ({ type: 'notice', text, mayContinue: false }) as const;
const message = (text: string) =>
  ({ type: 'message', from: 'Alice', text, mayContinue: false }) as const;

let chat: ScriptedChat;
let isHidden: boolean;

beforeEach(() => {
  chat = new ScriptedChat();
  isHidden = false;
});

function begin(channel?: string): Promise<Visit> {
  const around: Surroundings = {
    url: 'ws://localhost/chat',
    connect: () => Promise.resolve(chat as unknown as Chat),
    now: () => 0,
    changed: () => undefined,
    isHidden: () => isHidden,
  };
  return Visit.begin('Panda', channel, around);
}

/** What the conversation holds. */
const contents = (visit: Visit): Content[] =>
  visit.conversation.lines.map((line) => {
    const content = { ...line } as Record<string, unknown>;
    delete content['id'];
    delete content['at'];
    return content as Content;
  });

test('one begins in no channel, and knows which there are', async () => {
  chat.channels.add('tea');
  const visit = await begin();
  expect(visit.channels).toEqual(['tea']);
  expect(visit.channel).toBeUndefined();
});

test('a channel that one is invited to is made, if there is none', async () => {
  await begin('tea');
  expect(chat.asked).toEqual(['list', 'join tea', 'create tea', 'list']);
  chat = new ScriptedChat();
  chat.channels.add('tea');
  const visit = await begin('tea');
  expect(visit.channel).toBe('tea');
  expect(chat.asked).toEqual(['list', 'join tea', 'list']);
});

test('a channel that somebody else makes meanwhile is joined', async () => {
  const create = chat.create.bind(chat);
  chat.create = (channel) => {
    chat.channels.add(channel);
    return create(channel);
  };
  expect((await begin('tea')).channel).toBe('tea');
  expect(chat.asked).toEqual(['list', 'join tea', 'create tea', 'join tea', 'list']);
});

test('who is sent away is told why, in the words of the server', async () => {
  const list = chat.list.bind(chat);
  chat.list = async () => {
    await chat.hear(notice('A name is at most 64 bytes long.'));
    chat.failures.push(LOST);
    return list();
  };
  await expect(begin()).rejects.toThrow('A name is at most 64 bytes long.');
  expect(chat.asked.at(-1)).toBe('close');
});

test('who is sent away without a word is told so', async () => {
  chat.failures.push(LOST);
  await expect(begin()).rejects.toThrow('gone');
});

test('a move that fails says why, where it was made', async () => {
  const visit = await begin('tea');
  expect(await visit.create('tea')).toBe(false);
  expect(visit.channelFault).toBe('Room tea already exists.');
  expect(await visit.create('milk')).toBe(true);
  expect(visit.channelFault).toBeUndefined();
  await visit.join('nowhere');
  expect(visit.channelFault).toBe('No channel named nowhere exists.');
  expect(visit.channel).toBe('milk');
});

test('what is typed is said, and seen at once; each line is a message', async () => {
  const visit = await begin();
  expect(visit.send('a\n/b\n')).toBe(true);
  expect(chat.asked.slice(1)).toEqual(['say a', 'say /b']);
  expect(contents(visit)).toEqual([
    { type: 'said', from: 'Panda', text: 'a', isMine: true },
    { type: 'said', from: 'Panda', text: '/b', isMine: true },
  ]);
  expect(visit.send(' \n')).toBe(false);
});

test('commands that are typed are answered in the conversation', async () => {
  const visit = await begin();
  for (const line of ['/list', '/create tea', '/create tea', '/join ', '/nope x']) {
    visit.send(line);
    await new Promise(setImmediate);
  }
  expect(contents(visit)).toEqual([
    { type: 'listing', names: [] },
    { type: 'moved', channel: 'tea' },
    { type: 'refused', text: 'Room tea already exists.' },
    { type: 'refused', text: 'No channel named  exists.' },
  ]);
  expect(chat.asked.at(-1)).toBe('line /nope x');
});

test('what is said in a channel stands below its name, however soon it comes', async () => {
  const visit = await begin();
  chat.channel = 'tea';
  await chat.hear(message('hi'));
  expect(contents(visit)).toMatchObject([{ type: 'moved', channel: 'tea' }, { text: 'hi' }]);
});

test('what comes while nobody looks is counted, until somebody does', async () => {
  const visit = await begin();
  await chat.hear(message('seen'));
  isHidden = true;
  await chat.hear(message('1'));
  await chat.hear({ type: 'left', name: 'Alice', mayContinue: false });
  await chat.hear(message('2'));
  expect(visit.unread).toBe(2);
  visit.look();
  expect(visit.unread).toBe(0);
});

describe('a connection that is lost', () => {
  test('keeps the draft, and comes back to the channel, made anew if need be', async () => {
    const visit = await begin('tea');
    await chat.hear({ type: 'disconnected' });
    expect(visit.connection).toBe('lost');
    expect(visit.send('hi')).toBe(false);
    visit.reconnect();
    expect(chat.asked.at(-1)).toBe('reconnect');

    // The server has begun anew.
    chat.channels.clear();
    chat.channel = undefined;
    await chat.hear({ type: 'reconnected' });
    expect([visit.connection, visit.channel]).toEqual(['here', 'tea']);
    expect(chat.asked.slice(-4)).toEqual(['list', 'join tea', 'create tea', 'list']);
    expect(contents(visit).slice(-2)).toEqual([{ type: 'lost' }, { type: 'back' }]);
    expect(visit.send('hi')).toBe(true);
  });

  test('and lost again before it is back, says so once', async () => {
    const visit = await begin('tea');
    await chat.hear({ type: 'disconnected' });
    chat.failures.push(LOST);
    await chat.hear({ type: 'reconnected' });
    await chat.hear({ type: 'disconnected' });
    expect(visit.connection).toBe('lost');
    await chat.hear({ type: 'reconnected' });
    expect(visit.connection).toBe('here');
    expect(contents(visit).filter(({ type }) => type === 'lost')).toHaveLength(1);
  });

  test('and cannot come back to its channel, says why', async () => {
    const visit = await begin('tea');
    await chat.hear({ type: 'disconnected' });
    chat.channels.clear();
    chat.create = () => Promise.reject(refused('No more channels can be created here.'));
    await chat.hear({ type: 'reconnected' });
    expect(visit).toMatchObject({
      connection: 'here',
      channel: undefined,
      channelFault: 'No more channels can be created here.',
    });
  });
});

test('a server that does not answer any more is not called here, until it does', async () => {
  const visit = await begin('tea');
  chat.failures.push(new SessionError('ERR_NO_ANSWER', 'The server has not answered.'));
  await visit.refresh();
  expect(visit.connection).toBe('silent');
  await visit.refresh();
  expect(visit.connection).toBe('here');
});
