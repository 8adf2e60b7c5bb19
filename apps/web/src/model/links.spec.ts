import fc from 'fast-check';
import { piecesOf } from './links';

const linksOf = (text: string) =>
  piecesOf(text).flatMap(({ text: link, href }) => (href === undefined ? [] : [link]));

test.each([
  ['see https://example.org/a?b=c#d.', ['https://example.org/a?b=c#d']],
  ['(http://example.org)', ['http://example.org']],
  [
    'https://en.wikipedia.org/wiki/Frame_(networking), too',
    ['https://en.wikipedia.org/wiki/Frame_(networking)'],
  ],
  ['<https://example.org> "https://example.com"', ['https://example.org', 'https://example.com']],
  ['HTTPS://EXAMPLE.ORG', ['HTTPS://EXAMPLE.ORG']],
  ['http://例え.テスト/é', ['http://例え.テスト/é']],
  ['http://', []],
  ['http://[', []],
  ['javascript:alert(1) data:text/html,x ftp://example.org www.example.org', []],
  ['javascript:https://example.org/%0aalert(1)', ['https://example.org/%0aalert(1)']],
  ['xhttps://example.org', []],
])('%s', (text, links) => {
  expect(linksOf(text)).toEqual(links);
});

test('the text stays what it is, and links lead to the web', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'http://',
      'https://',
      'javascript:',
      '(',
      ')',
      '.',
      '<a href="',
      '">',
      'a.b',
      ' ',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const text = words.join('');
      const pieces = piecesOf(text);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      for (const { href } of pieces) expect(href ?? 'https://').toMatch(/^https?:\/\//);
      expect(pieces.every((piece) => piece.text !== '')).toBe(true);
    }),
  );
});
