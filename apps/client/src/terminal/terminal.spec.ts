import { encodeFrames, FrameDecoder } from '@chat/framing';
import { EmulatedScreen, WIDTHS, type Size, type Widths } from '@chat/terminal/screen';
import fc from 'fast-check';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import { Terminal } from './terminal';

/** The terminal's two ends, without a terminal between them. */
function ends(size: Size) {
  const input = Object.assign(new PassThrough(), { setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), size);
  return { input: input as unknown as ReadStream, output: output as unknown as WriteStream };
}

class Chat {
  readonly screen: EmulatedScreen;
  readonly sent: string[] = [];
  readonly terminal: Terminal;
  readonly #ends: ReturnType<typeof ends>;

  constructor(size: Size, widths: Widths, rewraps = false) {
    this.screen = new EmulatedScreen(size, widths, rewraps);
    this.#ends = ends(size);
    const { input, output } = this.#ends;
    this.terminal = new Terminal(input, output, {
      name: 'Scott',
      isDumb: false,
      colors: true,
      timestamps: false,
      bell: true,
    });
    this.terminal.open({
      line: (text) => {
        this.sent.push(text.toString());
        this.terminal.prompt();
      },
      end: () => undefined,
      interrupt: () => undefined,
      ready: () => undefined,
      read: () => undefined,
    });
  }

  type(keys: string): void {
    this.#ends.input.emit('data', Buffer.from(keys));
  }

  /** As {@link type}, but as far as somebody listens. */
  offer(keys: string): void {
    (this.#ends.input as unknown as PassThrough).write(keys);
  }

  hear(text: string): void {
    this.terminal.show(new FrameDecoder().push(encodeFrames(text)));
  }

  resize(size: Size): void {
    this.screen.resize(size);
    Object.assign(this.#ends.output, size);
    this.#ends.output.emit('resize');
  }

  /** Has the screen show all that was written. */
  async settle(): Promise<void> {
    const output = this.#ends.output as unknown as PassThrough;
    // One chunk at a time, since Node.js 26.
    let written: Buffer | null;
    while ((written = output.read() as Buffer | null) !== null) await this.screen.write(written);
  }

  close(): void {
    this.terminal.close();
    this.screen.emulator.dispose();
  }
}

const CHARACTERS = [
  ...['a', ' ', 'word ', '/list', '🇵🇱', '🇵', '👨‍👩‍👧', '👍🏽', '🏽', '1️⃣', '❤️', '❤︎', '😀', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ...[
    'e\u0301',
    '\u0301',
    '\u200d',
    '你',
    '好',
    '한국',
    '\u1112\u1161\u11ab',
    'שלום',
    'مرحبا',
    'क्षि',
    '\t',
    'ﾊﾞ',
    '\u00ad',
  ],
];
const text = fc.array(fc.constantFrom(...CHARACTERS), { minLength: 1, maxLength: 30, size: 'max' });
const KEYS = [
  '\x01',
  '\x05',
  '\x02',
  '\x06',
  '\x7f',
  '\x04',
  '\x17',
  '\x0b',
  '\x15',
  '\x19',
  '\x14',
  '\x1f',
  '\x10',
  '\x0e',
  '\x1b[A',
  '\x1b[B',
  '\x1bb',
  '\x1bf',
  '\r',
  '\t',
  '\x12',
];
const size = fc.record({
  columns: fc.constantFrom(80, 30, 10, 7, 6, 1),
  rows: fc.constantFrom(24, 5, 2),
});
const deed = fc.oneof(
  { weight: 4, arbitrary: text.map((parts) => ({ type: 'types' as const, text: parts.join('') })) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(...KEYS).map((keys) => ({ type: 'types' as const, text: keys })),
  },
  {
    weight: 1,
    arbitrary: text.map((parts) => ({
      type: 'types' as const,
      text: `\x1b[200~${parts.join('')}\r\x1b[201~`,
    })),
  },
  { weight: 4, arbitrary: text.map((parts) => ({ type: 'hears' as const, text: parts.join('') })) },
  { weight: 1, arbitrary: size.map((to) => ({ type: 'resizes' as const, to })) },
);

test.each(WIDTHS.flatMap((widths) => [false, true].map((rewraps) => [widths, rewraps] as const)))(
  'no message is ever lost, on a terminal that counts columns %s, rewraps the row: %s (rule 26)',
  async (widths, rewraps) => {
    await fc.assert(
      fc.asyncProperty(
        size,
        fc.array(deed, { maxLength: 40, size: 'max' }),
        async (first, deeds) => {
          const chat = new Chat(first, widths, rewraps);
          const heard: string[] = [];
          for (const each of deeds) {
            if (each.type === 'types') chat.type(each.text);
            else if (each.type === 'resizes') {
              await chat.settle();
              chat.resize(each.to);
            } else {
              const number = `<${heard.length}`;
              heard.push(number);
              chat.hear(`${number}${each.text}>`);
            }
            await chat.settle();
          }
          const shown = chat.screen.rows.join('').replaceAll(/\s/g, '');
          let at = 0;
          for (const number of heard) {
            const found = shown.indexOf(number, at);
            expect({ number, found: found >= at, shown }).toEqual({ number, found: true, shown });
            const end = shown.indexOf('>', found);
            expect(end).toBeGreaterThan(found);
            at = end;
          }
          chat.close();
        },
      ),
    );
  },
);

test('what is typed while it is paused waits', async () => {
  const chat = new Chat({ columns: 80, rows: 24 }, 'by grapheme');
  chat.terminal.pause();
  chat.offer('one\r');
  await turn();
  expect(chat.sent).toEqual([]);
  chat.terminal.resume();
  await turn();
  expect(chat.sent).toEqual(['one']);
  chat.close();
});

test.each([
  ['x', ['[Me] x', 'gone']],
  ['', ['gone']],
])('a draft %j is left to be seen at the end, if there is any', async (draft, rows) => {
  const chat = new Chat({ columns: 80, rows: 24 }, 'by grapheme');
  chat.type(draft);
  chat.terminal.close('gone');
  await chat.settle();
  expect(chat.screen.rows.filter((row) => row !== '')).toEqual(rows);
  chat.screen.emulator.dispose();
});

test.each(WIDTHS)(
  'whatever is typed takes one row, on a terminal that counts columns %s',
  async (widths) => {
    const key = fc.oneof(
      text.map((parts) => parts.join('')),
      fc.constantFrom(...KEYS),
    );
    const typed = fc.array(key, { maxLength: 20, size: 'max' });
    await fc.assert(
      fc.asyncProperty(size, typed, async (first, keys) => {
        const chat = new Chat(first, widths);
        for (const each of keys) {
          if (['\r', '\x04', '\t'].includes(each)) continue;
          chat.type(each);
          await chat.settle();
          expect(chat.screen.rows.filter((row) => row !== '')).toHaveLength(1);
        }
        chat.close();
      }),
      { numRuns: 50 },
    );
  },
);
