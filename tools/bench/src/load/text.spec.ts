import {
  firstText,
  readSender,
  readSequence,
  SENDER_AT,
  SEQUENCE_AT,
  TEXT_SIZE,
  writeSequence,
} from './text';

test('a text holds its sender and its number, in bytes that every protocol takes as they are', () => {
  const text = firstText(321);
  writeSequence(text, SEQUENCE_AT, 12_345_678);
  expect(text).toHaveLength(TEXT_SIZE);
  expect(text.toString()).toMatch(/^0321 12345678 [a-zA-Z0-9]+$/);
  expect(readSender(text, SENDER_AT)).toBe(321);
  expect(readSequence(text, SEQUENCE_AT)).toBe(12_345_678);
});

test('what is no number is none', () => {
  expect(readSender(Buffer.from('12x4'), 0)).toBeNaN();
  expect(readSequence(Buffer.from('123'), 0)).toBeNaN();
});
