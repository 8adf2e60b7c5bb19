import { encodeFrames, encodeText, FRAME_SIZE } from '@chat/framing';
import fc from 'fast-check';
import {
  channelNameSchema,
  commandSchema,
  encodeLine,
  nameSchema,
  parseCommand,
  parseName,
  type Command,
} from './index';

/** What may look otherwise on one side than on the other: spaces, halves of characters, bytes that are one. */
const ODD = [
  'a',
  ' ',
  '\t',
  '\n',
  '/',
  '\ud83d',
  '\udca9',
  '\udcc3',
  '\ufffd',
  '\u00a0',
  'é',
  '你',
];

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 70, size: 'max' }),
  fc.string({ unit: fc.constantFrom(...ODD), maxLength: 6 }),
  fc
    .tuple(
      fc.constantFrom('x', 'é', '你', '💩'),
      fc.integer({ min: 15, max: 200 }),
      fc.string({ unit: fc.constantFrom(...ODD), maxLength: 3 }),
    )
    .map(([unit, times, end]) => unit.repeat(times) + end),
);

/** What a server makes of the first frame of a line, if a client sends it at all. */
function sent(line: Uint8Array): ReturnType<typeof parseCommand> | undefined {
  try {
    return parseCommand(encodeLine(line).subarray(0, FRAME_SIZE));
  } catch {
    return undefined;
  }
}

function isKept(command: Command): boolean {
  const line =
    command.type === 'message'
      ? command.text
      : encodeText(`/${command.type} ${'channel' in command ? command.channel : ''}`);
  const read = sent(line);
  return JSON.stringify(read) === JSON.stringify(command);
}

describe('a schema takes what comes out of the wire as it went in, and nothing else:', () => {
  test('nameSchema', () => {
    fc.assert(
      fc.property(texts, (name) => {
        const read = parseName(encodeFrames(encodeText(name)).subarray(0, FRAME_SIZE));
        const kept = read.type === 'name' && read.name === name;
        expect(nameSchema.safeParse(name).success).toBe(kept);
      }),
    );
  });

  test('commandSchema of what names a channel, and channelNameSchema', () => {
    fc.assert(
      fc.property(texts, (channel) => {
        const create = isKept({ type: 'create', channel });
        expect(channelNameSchema.safeParse(channel).success).toBe(create);
        expect(commandSchema.safeParse({ type: 'create', channel }).success).toBe(create);
        const join = isKept({ type: 'join', channel });
        expect(commandSchema.safeParse({ type: 'join', channel }).success).toBe(join);
      }),
    );
  });

  test('commandSchema of messages', () => {
    const odd = fc.uint8Array({ maxLength: 210, size: 'max' });
    fc.assert(
      fc.property(fc.oneof(odd, texts.map(encodeText)), (text) => {
        const message = { type: 'message', text } as const;
        expect(commandSchema.safeParse(message).success).toBe(isKept(message));
      }),
    );
  });

  test.each([
    ['   ', false],
    ['Alice ', false],
    [' Alice', true],
    ['\ud800', false],
    ['\udcc3\udca9', false],
    ['caf\udce9', true],
  ])('the name %j: %s', (name, isName) => {
    expect(nameSchema.safeParse(name).success).toBe(isName);
  });

  test.each([
    [192, true, true],
    [193, false, true],
    [194, false, true],
    [195, false, false],
  ])('a channel of %i bytes can be created: %s, and asked for: %s', (size, create, join) => {
    const channel = 'x'.repeat(size);
    expect(commandSchema.safeParse({ type: 'create', channel }).success).toBe(create);
    expect(commandSchema.safeParse({ type: 'join', channel }).success).toBe(join);
  });
});
