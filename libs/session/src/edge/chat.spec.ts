import { encodeFrames, FrameDecoder, framePayload } from '@chat/framing';
import { ModelServer, RIGHT } from '../testing/model-server';
import { Chat, type ChatEvent } from './chat';
import type { Listener } from './wire';

/** A network of which the test is master. */
class Network {
  listener: Listener | undefined;
  readonly said: string[] = [];
  isPaused = false;
  isEnded = false;
  /** Whether nobody answers. */
  isDown = false;
  attempts = 0;
  readonly #server = new ModelServer(RIGHT);

  /** The chat, connected over wires that can be paused, or not. */
  static async open(canPause: boolean, reconnect = false): Promise<[Network, Chat]> {
    const network = new Network();
    const begin = (listener: Listener) => {
      network.attempts++;
      network.listener = listener;
      if (network.isDown) listener.gone();
      else network.#open(listener, canPause);
    };
    const dial = { begin, cannotConnect: 'cannot', disconnected: 'gone' };
    return [network, await Chat.open(dial, { name: 'Ann', reconnect })];
  }

  hear(text: string, times = 1): void {
    const frame = encodeFrames(text);
    for (let count = 0; count < times; count++) this.listener?.data(frame);
  }

  lose(): void {
    this.listener?.gone();
  }

  #open(listener: Listener, canPause: boolean): void {
    listener.open({
      send: (bytes) => {
        for (const frame of new FrameDecoder().push(bytes)) {
          this.said.push(Buffer.from(framePayload(frame)).toString());
          // As a network does, it answers later.
          for (const reply of this.#server.receive(frame)) {
            setImmediate(() => this.listener?.data(reply));
          }
        }
      },
      end: () => {
        this.isEnded = true;
        setImmediate(() => {
          listener.gone();
        });
      },
      ...(canPause && {
        pause: () => (this.isPaused = true),
        resume: () => (this.isPaused = false),
      }),
    });
  }
}

async function read(chat: Chat, count: number): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  while (events.length < count) {
    const { done, value } = await chat.next();
    if (done === true) break;
    events.push(value);
  }
  return events;
}

const GONE = { code: 'ERR_DISCONNECTED', message: 'gone' };

test('events come in order, to whoever reads before they come, or after', async () => {
  const [network, chat] = await Network.open(true);
  const early = chat.next();
  network.hear('[Ben] 1');
  network.hear('[Ben] 2');
  network.hear('Ben has left');
  await expect(early).resolves.toMatchObject({ value: { text: '1' } });
  await expect(read(chat, 2)).resolves.toMatchObject([
    { text: '2' },
    { type: 'left', name: 'Ben' },
  ]);
});

test('a loop that is left can be begun again', async () => {
  const [network, chat] = await Network.open(true);
  for (const text of ['1', '2']) network.hear(`[Ben] ${text}`);
  for await (const event of chat) {
    expect(event).toMatchObject({ text: '1' });
    break;
  }
  for await (const event of chat) {
    expect(event).toMatchObject({ text: '2' });
    break;
  }
});

test('unread events make the server wait, until they are read', async () => {
  const [network, chat] = await Network.open(true);
  network.hear('[Ben] hi', 9_999);
  expect(network.isPaused).toBe(false);
  network.hear('[Ben] hi');
  expect(network.isPaused).toBe(true);
  await read(chat, 9_999);
  expect(network.isPaused).toBe(true);
  await read(chat, 1);
  expect(network.isPaused).toBe(false);
});

test('a call is answered though events are unread', async () => {
  const [network, chat] = await Network.open(true);
  network.hear('[Ben] hi', 10_000);
  expect(network.isPaused).toBe(true);
  const call = chat.create('tea');
  expect(network.isPaused).toBe(false);
  network.hear('[Ben] hi', 10);
  expect(network.isPaused).toBe(false);
  await call;
  network.hear('[Ben] hi');
  expect(network.isPaused).toBe(true);
});

test('where no server can be made to wait, too many unread events end the connection', async () => {
  const [network, chat] = await Network.open(false);
  network.hear('[Ben] hi', 10_000);
  expect(network.isEnded).toBe(true);
  await read(chat, 10_000);
  await expect(chat.next()).rejects.toMatchObject(GONE);
});

test('a lost connection ends the events, once, with an error, and all calls', async () => {
  const [network, chat] = await Network.open(true);
  const call = chat.list();
  const reader = chat.next();
  network.lose();
  await expect(call).rejects.toMatchObject(GONE);
  await expect(reader).rejects.toMatchObject(GONE);
  await expect(chat.next()).resolves.toEqual({ done: true, value: undefined });
  await expect(chat.list()).rejects.toMatchObject(GONE);
  expect(() => {
    chat.say('x');
  }).toThrow('gone');
  expect(chat.channel).toBeUndefined();
});

test('a lost connection is made again, if asked for', async () => {
  const [network, chat] = await Network.open(true, true);
  await chat.create('tea');
  expect(chat.channel).toBe('tea');
  network.lose();
  expect(chat.channel).toBeUndefined();
  await expect(chat.join('tea')).rejects.toMatchObject(GONE);
  chat.say('to nobody');
  await expect(read(chat, 2)).resolves.toEqual([{ type: 'disconnected' }, { type: 'reconnected' }]);
  expect(network.said.filter((text) => text === 'Ann')).toHaveLength(2);
  expect(network.said).not.toContain('to nobody');
  await chat.close();
});

describe('how long it waits before it connects again', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    jest.spyOn(Math, 'random').mockReturnValue(0);
  });

  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  /** Milliseconds until the next attempt, as far as it is begun by the clock. */
  async function untilAttempt(network: Network): Promise<number> {
    const { attempts } = network;
    let waited = 0;
    for (; network.attempts === attempts; waited += 50) await jest.advanceTimersByTimeAsync(50);
    return waited;
  }

  test('longer each time', async () => {
    const [network, chat] = await Network.open(true, true);
    network.isDown = true;
    network.lose();
    const pauses: number[] = [];
    while (pauses.length < 3) pauses.push(await untilAttempt(network));
    expect(pauses).toEqual([1000, 2000, 4000]);
    await chat.close();
  });

  test('longer, too, where the server takes the connection and drops it', async () => {
    const [network, chat] = await Network.open(true, true);
    const pauses: number[] = [];
    while (pauses.length < 3) {
      network.lose();
      pauses.push(await untilAttempt(network));
    }
    expect(pauses).toEqual([1000, 2000, 4000]);
    await jest.advanceTimersByTimeAsync(10_000);
    network.lose();
    expect(await untilAttempt(network)).toBe(1000);
    await chat.close();
  });

  test('not at all, if told so', async () => {
    const [network, chat] = await Network.open(true, true);
    network.isDown = true;
    network.lose();
    chat.reconnect();
    expect(network.attempts).toBe(2);
    expect(await untilAttempt(network)).toBe(2000);
    network.isDown = false;
    await jest.advanceTimersByTimeAsync(0);
    chat.reconnect();
    expect(network.attempts).toBe(4);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(network.attempts).toBe(4);
    await expect(read(chat, 2)).resolves.toEqual([
      { type: 'disconnected' },
      { type: 'reconnected' },
    ]);
    await chat.close();
    chat.reconnect();
    expect(network.attempts).toBe(4);
  });

  test('not at all, if told so: a connection that there is is given up', async () => {
    const [network, chat] = await Network.open(true, true);
    chat.reconnect();
    await expect(read(chat, 2)).resolves.toEqual([
      { type: 'disconnected' },
      { type: 'reconnected' },
    ]);
    expect(network.attempts).toBe(2);
    await chat.close();
  });
});

test('who has not asked for it is not connected again', async () => {
  const [network, chat] = await Network.open(true);
  chat.reconnect();
  expect(network.isEnded).toBe(false);
  await chat.close();
});

test('closing waits for the end, and ends the events without an error', async () => {
  const [network, chat] = await Network.open(true, true);
  const call = chat.list();
  const reader = chat.next();
  const closing = chat.close();
  await expect(call).rejects.toMatchObject({ code: 'ERR_CLOSED' });
  await closing;
  expect(network.isEnded).toBe(true);
  await expect(reader).resolves.toEqual({ done: true, value: undefined });
  await chat.close();
  await expect(chat.list()).rejects.toMatchObject({ code: 'ERR_CLOSED' });
  expect(() => {
    chat.line('x');
  }).toThrow('closed');
});

test('a wrong name is refused before anything is begun', async () => {
  const begin = jest.fn();
  const chat = Chat.open({ begin, cannotConnect: '', disconnected: '' }, { name: '' });
  await expect(chat).rejects.toMatchObject({ code: 'ERR_NAME' });
  expect(begin).not.toHaveBeenCalled();
});
