import { titleOf } from './title';

test.each([
  [0, undefined, 'Chat'],
  [0, 'tea', 'tea – Chat'],
  [3, 'tea', '(3) tea – Chat'],
])('%d messages in %s', (unread, channel, title) => {
  expect(titleOf(unread, channel)).toBe(title);
});
