import { linesOnPaper } from './paper';

test.each([
  ['a message over a wiped prompt', '[Me] \r    \rhello\n[Me] ', ['hello', '[Me] ']],
  ['a message behind what wipes', '[Me] \r    hi\n', ['    hi', '']],
  ['what a message leaves of a prompt', '[Me] \rhi\n', ['hie] ', '']],
  ['a prompt erased by a control sequence', '[Me] \r\u001b[Khi\n', ['hi', '']],
  ['a whole line erased', '[Me] \u001b[2K\rhi\n', ['hi', '']],
  ['lines that were typed between prompts', '[Me] [Me] \r    \rhi\n', ['[Me]', 'hi  ', '']],
])('shows %s', (_, output, lines) => {
  expect(linesOnPaper(output).map((line) => line.trimEnd())).toEqual(
    lines.map((line) => line.trimEnd()),
  );
});
