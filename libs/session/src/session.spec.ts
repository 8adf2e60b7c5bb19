import { encodeFrames, FrameDecoder, framePayload, frameText } from '@chat/framing';
import { Session, type SessionError, type SessionEvent } from './index';
import { Clock } from './testing/clock';

const WORD = /^\/[a-z]{16}$/;

/** A session whose server is the test. */
class Line {
  readonly clock = new Clock();
  /** What each write said, frame by frame. */
  readonly writes: string[][] = [];
  readonly session: Session;
  isBroken = false;

  constructor(options: { fences?: boolean } = {}) {
    this.session = new Session({
      name: 'Ann',
      send: (bytes) => {
        if (this.isBroken) throw new Error('broken pipe');
        const frames = new FrameDecoder().push(bytes);
        this.writes.push(frames.map((frame) => Buffer.from(framePayload(frame)).toString()));
      },
      after: this.clock.after,
      ...options,
    });
  }

  /** The words around the last call. */
  get fences(): [string, string] {
    const [before = '', , behind = ''] = this.writes.at(-1) ?? [];
    return [before, behind];
  }

  receive(...texts: string[]): SessionEvent[] {
    return texts.flatMap((text) => this.session.receive(encodeFrames(text)));
  }
}

function refused(word: string): string {
  return `${word} is not a valid control message. Valid messages are /create, /list, and /join.`;
}

const NEEDS_CHANNEL = '/join command must be followed by the name of a channel to join.';
const EXISTS = 'Room tea already exists, so cannot be created.';
const NONE = "No channel named tea exists. Try '/create tea'?";

/** How a call ended: its result, or the code of the error and what it says. */
async function outcome(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    const { code, message } = error as SessionError;
    return [code, message];
  }
}

/** The code of the error that an action throws. */
function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    return (error as SessionError).code;
  }
  return undefined;
}

const NO_ANSWER = ['ERR_NO_ANSWER', 'The server has not answered.'];
const CLOSED = ['ERR_CLOSED', 'The session is closed.'];

describe('what is sent', () => {
  test('the name is the first frame (rule 7)', () => {
    expect(new Line().writes).toEqual([['Ann']]);
  });

  test.each(['', '   ', 'x'.repeat(65), '你'.repeat(22)])('%j is no name', (name) => {
    const send = jest.fn();
    const action = () => new Session({ name, send, after: new Clock().after });
    expect(codeOf(action)).toBe('ERR_NAME');
    expect(send).not.toHaveBeenCalled();
  });

  test('a line is the frames that a client sends for it, and no other (rule 23)', () => {
    const line = new Line();
    line.session.line('/join tea');
    line.session.line('');
    line.session.line('x'.repeat(201));
    line.session.line(Buffer.from('hello'));
    expect(line.writes.slice(1)).toEqual([['/join tea'], [''], ['x'.repeat(200), 'x'], ['hello']]);
    const action = () => {
      line.session.line(`/join ${'x'.repeat(195)}`);
    };
    expect(codeOf(action)).toBe('ERR_COMMAND_TOO_LONG');
    expect(line.writes).toHaveLength(5);
  });

  test('what is said is cut so that it is relayed frame by frame', () => {
    const line = new Line();
    line.session.say('x'.repeat(400));
    // `[Ann] ` takes 6 of the 200 bytes.
    expect(line.writes.at(-1)).toEqual(['x'.repeat(194), 'x'.repeat(194), 'x'.repeat(12)]);
  });

  test('what is said is no command, whatever it begins with (rule 8)', () => {
    const line = new Line();
    line.session.say('/list');
    expect(line.writes.at(-1)).toEqual([' /list']);
  });

  test('a call is one write: the command between two words that nobody can guess', () => {
    const line = new Line();
    void line.session.join(' tea ');
    void line.session.create('168_tas');
    void line.session.list();
    const calls = line.writes.slice(1);
    expect(calls.map(([, command]) => command)).toEqual(['/join tea', '/create 168_tas', '/list']);
    const words = calls.flatMap(([before, , behind]) => [before, behind]);
    for (const word of words) expect(word).toMatch(WORD);
    expect(new Set(words).size).toBe(6);
    expect(calls.map((frames) => frames.length)).toEqual([3, 3, 3]);
  });
});

describe('a call', () => {
  test('works when nothing came between the fences', async () => {
    const line = new Line();
    const call = line.session.join('tea');
    const [before, behind] = line.fences;
    expect(line.session.channel).toBeUndefined();
    expect(line.session.pending).toBe(1);
    expect(line.receive(refused(before), '[Ben] hi', refused(behind))).toEqual([
      { type: 'message', from: 'Ben', text: 'hi', mayContinue: false },
    ]);
    expect(line.session.channel).toBe('tea');
    expect(line.session.pending).toBe(0);
    await expect(call).resolves.toBeUndefined();
    expect(line.clock.size).toBe(0);
  });

  test.each([
    ['join', NONE],
    ['join', refused('/join')],
    ['create', EXISTS],
    ['create', refused('/create')],
    ['list', refused('/list')],
  ] as const)('%s rejects with the words of the server: %s', async (name, text) => {
    const line = new Line();
    const call = name === 'list' ? line.session.list() : line.session[name]('tea');
    const [before, behind] = line.fences;
    expect(line.receive(refused(before), 'Ben has left', text, refused(behind))).toEqual([
      { type: 'left', name: 'Ben', mayContinue: false },
    ]);
    expect(await outcome(call)).toEqual(['ERR_REFUSED', text]);
    expect(line.session.channel).toBeUndefined();
  });

  test.each([
    ['join', EXISTS],
    ['create', NONE],
    ['create', refused('/join')],
    ['join', 'Not currently in any channel. Must join a channel before sending messages.'],
    ['join', `[Ben] ${NONE}`],
    ['join', `[${NONE.slice(0, 40)}] x`],
    ['join', 'tea'],
  ] as const)('%s is not refused by what it cannot bring about: %s', async (name, text) => {
    const line = new Line();
    const call = line.session[name]('tea');
    const [before, behind] = line.fences;
    expect(line.receive(refused(before), text, refused(behind))).toHaveLength(1);
    expect(await outcome(call)).toBeUndefined();
    expect(line.session.channel).toBe('tea');
  });

  test('is not answered by what came before its first fence, or behind its last', async () => {
    const line = new Line();
    line.session.line('/create tea');
    const call = line.session.create('tea');
    const [before, behind] = line.fences;
    const events = line.receive(EXISTS, refused(before), refused(behind), EXISTS);
    expect(events.map(({ type }) => type)).toEqual(['refused', 'refused']);
    expect(await outcome(call)).toBeUndefined();
  });

  test('a refusal of several frames is one, however long the name of the channel', async () => {
    for (const frames of [3, 1]) {
      const line = new Line();
      const channel = `${'x'.repeat(60)} ${'y '.repeat(60)}z`;
      const call = line.session.join(channel);
      const [before, behind] = line.fences;
      const text = `No channel named ${channel} exists. Try '/create ${channel}'?`;
      const whole = encodeFrames(text);
      line.receive(refused(before));
      // Some servers cut it off.
      expect(line.session.receive(whole.subarray(0, frames * 200))).toEqual([]);
      expect(line.receive('[Ben] x', refused(behind))).toHaveLength(1);
      expect(await outcome(call)).toEqual(['ERR_REFUSED', text]);
    }
  });

  test('without a channel is refused on the spot, as the server would (rule 10)', async () => {
    const line = new Line();
    expect(await outcome(line.session.join(' \t'))).toEqual(['ERR_REFUSED', NEEDS_CHANNEL]);
    expect(await outcome(line.session.create(''))).toEqual([
      'ERR_REFUSED',
      '/create command must be followed by the name of a channel to create',
    ]);
    expect(line.writes).toHaveLength(1);
  });

  test('with a name that is too long is refused before anything is sent', async () => {
    const line = new Line();
    const [code] = (await outcome(line.session.join('x'.repeat(195)))) as string[];
    expect(code).toBe('ERR_COMMAND_TOO_LONG');
    expect(line.writes).toHaveLength(1);
    expect(line.clock.size).toBe(0);
  });

  test('calls are answered in order, however many wait', async () => {
    const line = new Line();
    const calls = [line.session.create('tea'), line.session.list(), line.session.join('tea')];
    const [create, list, join] = line.writes.slice(1) as [string[], string[], string[]];
    const refusals = [create, list, join].map(([before = '', , behind = '']) => [
      refused(before),
      refused(behind),
    ]);
    const [one, two, three] = refusals as [[string, string], [string, string], [string, string]];
    line.receive(one[0], EXISTS, one[1], two[0], 'tea', two[1], three[0]);
    expect(line.session.pending).toBe(1);
    line.receive(three[1]);
    expect(await Promise.all(calls.map(outcome))).toEqual([
      ['ERR_REFUSED', EXISTS],
      ['tea'],
      undefined,
    ]);
  });

  test('lists names from any number of frames, and no events', async () => {
    const line = new Line();
    const call = line.session.list();
    const [before, behind] = line.fences;
    const events = line.receive(
      ...[
        refused(before),
        'Ben has joined',
        '[a] b\nc d',
        'e\nf',
        'g',
        '[Ben] hi',
        refused(behind),
      ],
    );
    expect(events.map(({ type }) => type)).toEqual(['joined', 'message']);
    await expect(call).resolves.toEqual(['[a] b', 'c d', 'e', 'f', 'g']);
  });

  test('lists nothing, whether the server says so (rule 11) or not', async () => {
    for (const reply of [[''], []]) {
      const line = new Line();
      const call = line.session.list();
      const [before, behind] = line.fences;
      expect(line.receive(refused(before), ...reply, refused(behind))).toEqual([]);
      await expect(call).resolves.toEqual([]);
    }
  });

  test('rejects after 10 seconds without its fence, whose reply is no event later', async () => {
    const line = new Line();
    const first = line.session.list();
    line.receive(...line.fences.map(refused));
    await first;
    const call = line.session.join('tea');
    const [before, behind] = line.fences;
    line.receive(refused(before));
    line.clock.pass(9_999);
    expect(line.session.pending).toBe(1);
    line.clock.pass(1);
    expect(line.session.pending).toBe(0);
    expect(await outcome(call)).toEqual(NO_ANSWER);
    expect(line.receive(refused(behind))).toEqual([]);
    expect(line.writes).toHaveLength(3);
  });

  test('rejects when its first fence is not answered and its last is', async () => {
    const line = new Line();
    const call = line.session.create('tea');
    line.receive(EXISTS, refused(line.fences[1]));
    expect(await outcome(call)).toEqual(NO_ANSWER);
  });

  test('rejects as soon as a later one is answered and it is not', async () => {
    const line = new Line();
    const calls = [line.session.list(), line.session.list()];
    line.receive(...line.fences.map(refused));
    expect(await Promise.all(calls.map(outcome))).toEqual([NO_ANSWER, []]);
  });

  test('rejects when the session is over, as every later one does', async () => {
    const line = new Line();
    const call = line.session.list();
    line.session.close();
    expect(line.clock.size).toBe(0);
    const { session } = line;
    const later = [call, session.list(), session.join('tea'), session.create('tea')];
    for (const each of later) expect(await outcome(each)).toEqual(CLOSED);
    for (const say of ['say', 'line'] as const) {
      const action = () => {
        session[say]('x');
      };
      expect(codeOf(action)).toBe('ERR_CLOSED');
    }
    expect(line.writes).toHaveLength(2);
  });

  test('that the session closed before is no event when its fences are answered', async () => {
    const line = new Line();
    const call = line.session.list();
    line.session.close();
    expect(await outcome(call)).toEqual(CLOSED);
    expect(line.receive(...line.fences.map(refused))).toEqual([]);
  });

  test('rejects when it cannot be sent, and waits for nothing', async () => {
    const line = new Line();
    line.isBroken = true;
    await expect(line.session.list()).rejects.toThrow('broken pipe');
    expect(line.session.pending).toBe(0);
    expect(line.clock.size).toBe(0);
  });
});

describe('a clock that is none', () => {
  test('does not keep a call from its end', async () => {
    let words: string[] = [];
    const session = new Session({
      name: 'Ann',
      send: (bytes) => (words = new FrameDecoder().push(bytes).map(frameText)),
      // As setTimeout does it in a browser.
      after: (() => 1) as never,
    });
    const call = session.join('tea');
    const replies = [words[0], words[2]].map((word) => encodeFrames(refused(word ?? '')));
    expect(() => replies.map((reply) => session.receive(reply))).toThrow(TypeError);
    await expect(call).resolves.toBeUndefined();
    expect(session.channel).toBe('tea');
  });

  test('may run everything at once', async () => {
    const session = new Session({
      name: 'Ann',
      send: () => undefined,
      after: (_, run) => {
        run();
        run();
        return () => undefined;
      },
    });
    expect(await outcome(session.join('tea'))).toEqual(NO_ANSWER);
    expect(session.pending).toBe(0);
  });
});

describe('where no word is refused', () => {
  test('a call that could not be sent takes no answer from the next', async () => {
    const line = new Line();
    const first = line.session.list();
    line.clock.pass(3_000);
    line.receive(NEEDS_CHANNEL);
    await first;
    line.isBroken = true;
    await expect(line.session.list()).rejects.toThrow('broken pipe');
    line.isBroken = false;
    const next = line.session.join('tea');
    expect(line.receive(NEEDS_CHANNEL, NONE, NEEDS_CHANNEL)).toEqual([]);
    expect(await outcome(next)).toEqual(['ERR_REFUSED', NONE]);
  });

  test('a bare /join is tried after 3 seconds, and used from then on', async () => {
    const line = new Line();
    const call = line.session.create('tea');
    line.clock.pass(2_999);
    expect(line.writes).toHaveLength(2);
    line.clock.pass(1);
    expect(line.writes.at(-1)).toEqual(['/join']);
    expect(line.receive(NEEDS_CHANNEL)).toEqual([]);
    await expect(call).resolves.toBeUndefined();
    expect(line.session.channel).toBe('tea');

    const list = line.session.list();
    expect(line.writes.at(-1)).toEqual(['/join', '/list', '/join']);
    expect(line.receive(NEEDS_CHANNEL, 'tea', NEEDS_CHANNEL)).toEqual([]);
    await expect(list).resolves.toEqual(['tea']);
  });

  test('the first call is refused as the later ones are', async () => {
    const line = new Line();
    const call = line.session.create('tea');
    line.receive(EXISTS);
    line.clock.pass(3_000);
    line.receive(NEEDS_CHANNEL);
    expect(await outcome(call)).toEqual(['ERR_REFUSED', EXISTS]);
  });

  test('a bare /join that was sent as a line is told from the fences', async () => {
    const line = new Line();
    const first = line.session.list();
    line.clock.pass(3_000);
    line.receive(NEEDS_CHANNEL);
    await first;

    line.session.line('/join');
    const list = line.session.list();
    line.session.line('/join  ');
    const events = line.receive(NEEDS_CHANNEL, NEEDS_CHANNEL, 'tea', NEEDS_CHANNEL, NEEDS_CHANNEL);
    expect(events.map(({ type }) => type)).toEqual(['refused', 'refused']);
    await expect(list).resolves.toEqual(['tea']);
  });

  test('a slow server that refuses words is found out, and the bare /join is no event', async () => {
    const line = new Line();
    const call = line.session.join('tea');
    const [before, behind] = line.fences;
    line.clock.pass(3_000);
    expect(line.receive(refused(before), NONE, refused(behind), NEEDS_CHANNEL)).toEqual([]);
    expect(await outcome(call)).toEqual(['ERR_REFUSED', NONE]);
    void line.session.list();
    expect(line.fences[0]).toMatch(WORD);
  });

  test('and no bare /join either, calls reject after 10 seconds', async () => {
    const line = new Line();
    const call = line.session.join('tea');
    line.clock.pass(10_000);
    expect(await outcome(call)).toEqual(NO_ANSWER);
  });
});

describe('the channel', () => {
  test('is not known once a line may have changed it', async () => {
    const line = new Line();
    const answer = async (call: Promise<void>) => {
      const [before, behind] = line.fences;
      line.receive(refused(before), refused(behind));
      await call;
    };
    await answer(line.session.join('tea'));
    line.session.line('/list');
    line.session.line('hello');
    line.session.line('/join');
    expect(line.session.channel).toBe('tea');
    line.session.line('/join coffee');
    expect(line.session.channel).toBeUndefined();
    await answer(line.session.join('tea'));
    expect(line.session.channel).toBe('tea');

    const call = line.session.join('coffee');
    const { fences } = line;
    line.session.line('/create milk');
    line.receive(...fences.map(refused));
    await call;
    expect(line.session.channel).toBeUndefined();
  });
});

describe('events', () => {
  test('come in order, each frame at once, however the stream is cut', () => {
    const line = new Line();
    const bytes = Buffer.concat(
      ['[Ben] hi', 'Ben has left', 'Good bye'].map((t) => encodeFrames(t)),
    );
    const events = Array.from(bytes, (byte) => line.session.receive(Uint8Array.of(byte)));
    expect(events.flat()).toEqual([
      { type: 'message', from: 'Ben', text: 'hi', mayContinue: false },
      { type: 'left', name: 'Ben', mayContinue: false },
      { type: 'notice', text: 'Good bye', mayContinue: false },
    ]);
    expect(events.map(({ length }) => length).indexOf(1)).toBe(199);
  });

  test('tell a listing that a line asked for from other texts', () => {
    const line = new Line();
    expect(line.receive('tea')).toEqual([{ type: 'notice', text: 'tea', mayContinue: false }]);
    line.session.line('/list');
    const events = line.receive('[Ben] hi', '[a] b\nc', 'tea', 'Ben has joined', 'tea');
    expect(events.map((event) => ('names' in event ? event.names : event.type))).toEqual([
      'message',
      ['[a] b', 'c'],
      ['tea'],
      'joined',
      'notice',
    ]);
  });

  test('a blank frame ends a listing', () => {
    const line = new Line();
    line.session.line('/list');
    expect(line.receive('', 'tea').map(({ type }) => type)).toEqual(['listing', 'notice']);
  });

  test('do not hold the replies to fences, unless asked for', () => {
    const line = new Line({ fences: true });
    void line.session.list();
    const [before, behind] = line.fences.map(refused) as [string, string];
    expect(line.receive(before, 'tea', behind)).toEqual([
      { type: 'fence', text: before },
      { type: 'fence', text: behind },
    ]);
  });
});
