import { Unreachable } from './unreachable';

test.each([
  // What some systems say of an address of one network only, without its interface.
  ['EINVAL', 'That is no name or address. One that begins with fe80 needs its interface'],
  ['EPROTO', 'The connection fails: EPROTO.'],
])('%s is told of in words, or by its code', (code, words) => {
  expect(new Unreachable(code).message).toContain(words);
});
