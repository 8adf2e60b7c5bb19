import { csvLine } from './csv';

test.each([
  [['a', 1, 2.5], '"a",1,2.5\r\n'],
  [['say "no", please'], '"say ""no"", please"\r\n'],
  [['=1+1', '+1', '-1', '@x', '\t=1'], `"'=1+1","'+1","'-1","'@x","'\t=1"\r\n`],
  [['two\nlines\r\n', 'NUL\0'], '"two lines ","NUL "\r\n'],
])('%j is a line that no spreadsheet obeys', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});
