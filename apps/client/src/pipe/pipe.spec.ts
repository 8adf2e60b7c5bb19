import { encodeFrames } from '@chat/framing';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { EXACT, Pipe, PRINTABLE, type Style } from './pipe';

/** Reads all that is there: one read gives all of it, or a chunk, depending on the version of Node. */
function readAll(stream: PassThrough): string {
  let all = '';
  for (;;) {
    const chunk = stream.read() as Buffer | null;
    if (chunk === null) return all;
    all += String(chunk);
  }
}

function open(style: Style) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const pipe = new Pipe(input, output, style);
  const typed: string[] = [];
  const ended = new Promise<void>((resolve) => {
    pipe.open({
      line: (text) => {
        typed.push(text.toString());
        pipe.prompt();
      },
      end: resolve,
      interrupt: resolve,
      ready: () => undefined,
      read: () => undefined,
    });
  });
  return { pipe, input, typed, ended, printed: () => readAll(output) };
}

describe('Pipe', () => {
  test('prints the exact bytes of rule 22', async () => {
    const { pipe, input, typed, ended, printed } = open(EXACT);
    expect(printed()).toBe('[Me] ');
    input.end('one\ntwo');
    await ended;
    expect(typed).toEqual(['one', 'two']);
    expect(printed()).toBe('[Me] [Me] ');
    pipe.show([encodeFrames('hello')]);
    expect(printed()).toBe('\r    \rhello\n[Me] ');
    pipe.show([encodeFrames('c1\nc2'), encodeFrames('')]);
    expect(printed()).toBe('\r    \rc1\nc2\n[Me] \r    \r[Me] ');
    pipe.close('Server at h:1 has disconnected');
    expect(printed()).toBe('\r    \rServer at h:1 has disconnected\n');
  });

  test('wipes no prompt that was never printed (rule 24)', () => {
    const output = new PassThrough();
    new Pipe(new PassThrough(), output, EXACT).close('Unable to connect to h:1');
    expect(readAll(output)).toBe('Unable to connect to h:1\n');
  });

  test('waits while it is paused', async () => {
    const { pipe, input, typed } = open(EXACT);
    pipe.pause();
    input.write('one\n');
    await setImmediate();
    expect(typed).toEqual([]);
    pipe.resume();
    await once(input, 'data');
    expect(typed).toEqual(['one']);
  });

  test('makes what goes to a terminal printable (rule 26)', () => {
    const { pipe, printed } = open(PRINTABLE);
    printed();
    pipe.show([encodeFrames('\x1b[2J')]);
    expect(printed()).toBe('\r\x1b[K␛[2J\n[Me] ');
  });
});
