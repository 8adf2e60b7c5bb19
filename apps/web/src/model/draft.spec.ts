import fc from 'fast-check';
import { encodeMessage, messageRoom } from '@chat/protocol';
import { planOf } from './draft';

test('a line is a message, and a frame', () => {
  expect(planOf('Hello world!', 'Panda')).toEqual({
    messages: ['Hello world!'],
    isCommand: false,
    frames: 1,
    fault: undefined,
  });
});

test('each frame has the name in front of it (rule 6)', () => {
  // `[Panda] ` is 8 bytes.
  expect(planOf('x'.repeat(192), 'Panda').frames).toBe(1);
  expect(planOf('x'.repeat(193), 'Panda').frames).toBe(2);
  expect(planOf('x'.repeat(193), 'P').frames).toBe(1);
  expect(planOf('é'.repeat(97), 'Panda').frames).toBe(2);
});

test('each line that is not blank is a message of its own', () => {
  expect(planOf('a\r\n\n  \nb\rc', 'Panda').messages).toEqual(['a', 'b', 'c']);
  expect(planOf(' \n', 'Panda')).toMatchObject({ messages: [], frames: 0 });
});

test('what begins with a slash is a command, unless there are several lines', () => {
  expect(planOf('/list', 'Panda')).toMatchObject({ isCommand: true, frames: 1 });
  expect(planOf(' /list', 'Panda').isCommand).toBe(false);
  expect(planOf('/etc/hosts\n/etc/passwd', 'Panda').isCommand).toBe(false);
});

test('a command over 200 bytes cannot be sent (rule 23)', () => {
  expect(planOf(`/join ${'x'.repeat(194)}`, 'Panda').fault).toBeUndefined();
  expect(planOf(`/join ${'x'.repeat(195)}`, 'Panda').fault).toBe(
    'A command is at most 200 bytes long, this one is 201. It was not sent.',
  );
});

test('every frame that it counts is one that is relayed', () => {
  const draft = fc.string({ unit: 'binary', maxLength: 2000 });
  fc.assert(
    fc.property(
      draft,
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
      (text, name) => {
        fc.pre(messageRoom(name) >= 5);
        const { messages, isCommand, frames } = planOf(text, name);
        fc.pre(!isCommand);
        const sent = messages.map((message) => encodeMessage(message, messageRoom(name)));
        expect(frames).toBe(sent.reduce((all, { length }) => all + length / 200, 0));
        for (const message of messages) expect(text).toContain(message);
      },
    ),
  );
});
