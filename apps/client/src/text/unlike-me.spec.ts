import { unlikeMe } from './unlike-me';

test.each([
  ['[Me] hi', '["Me"] hi'],
  ['[Me]', '["Me"]'],
  ['[me ] hi', '["me "] hi'],
  ['[Ｍｅ] hi', '["Ｍｅ"] hi'],
  ['[Ме] hi', '["Ме"] hi'],
  ['[M\ufffde] hi', '["M\ufffde"] hi'],
  ['one\n[Me] two', 'one\n["Me"] two'],
])('%j is no line of oneself: %j', (shown, marked) => {
  expect(unlikeMe(shown)).toBe(marked);
});

test.each(['[Mel] hi', '[Ann] [Me] hi', 'Me has joined', '[Emma] me'])('%j stays', (shown) => {
  expect(unlikeMe(shown)).toBe(shown);
});
