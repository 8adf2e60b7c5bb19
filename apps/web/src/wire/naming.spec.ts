import { encodeFrames } from '@chat/framing';
import { Naming } from './naming';

const WORD = '/kkkkkkkkkkkkkkkk';
const OTHER = '/zzzzzzzzzzzzzzzz';
const refusal = (word: string) =>
  `${word} is not a valid control message. Valid messages are /create, /list, and /join.`;

test('the first frame is the name, whatever it begins with (rule 7)', () => {
  const naming = new Naming();
  expect(naming.sent(encodeFrames('/list'))).toBe('name');
  expect(naming.sent(encodeFrames('/list'))).toBe('command');
  expect(naming.sent(encodeFrames(' /list'))).toBe('message');
  expect(naming.sent(encodeFrames(WORD))).toBe('fence');
});

test.each([
  ['[Alice] hi', 'message'],
  ['Alice has joined', 'joined'],
  ['Alice has left', 'left'],
  ['a\nb', 'listing'],
  ['Room tea already exists, so cannot be created.', 'error'],
  ['tea', 'notice'],
  // Nobody has sent that word.
  [refusal(WORD), 'error'],
])('%s is a %s', (text, name) => {
  expect(new Naming().received(encodeFrames(text))).toBe(name);
});

test('what a call brings stands between the replies to its fences, and what others say stays that', () => {
  const naming = new Naming();
  for (const line of ['Panda', WORD, '/list', OTHER]) naming.sent(encodeFrames(line));
  const names = [refusal(WORD), 'tea', '[Alice] hi', 'Ben has left', refusal(OTHER), 'tea'].map(
    (text) => naming.received(encodeFrames(text)),
  );
  expect(names).toEqual([
    'reply to a fence',
    'answer',
    'message',
    'left',
    'reply to a fence',
    'notice',
  ]);
});
