import { drawScreen } from './picture';
import { EmulatedScreen } from './screen';

async function drawn(bytes: string): Promise<string[]> {
  const screen = new EmulatedScreen({ columns: 20, rows: 3 }, 'by grapheme');
  await screen.write(bytes);
  return drawScreen(screen, 'A & B').split('\n');
}

test('each run of a row stands in its columns, in its colour', async () => {
  const lines = await drawn('[\x1b[32mBen\x1b[39m] 1 < 2\r\n\x1b[1m你好\x1b[22m!');
  expect(lines.filter((line) => line.includes('textLength'))).toEqual([
    '<text x="16" y="63" textLength="8.4" lengthAdjust="spacingAndGlyphs">[</text>',
    '<text x="24.4" y="63" textLength="25.2" lengthAdjust="spacingAndGlyphs" fill="#86efac">Ben</text>',
    '<text x="49.6" y="63" textLength="58.8" lengthAdjust="spacingAndGlyphs">] 1 &lt; 2</text>',
    '<text x="16" y="83" textLength="33.6" lengthAdjust="spacingAndGlyphs" font-weight="bold">你好</text>',
    '<text x="49.6" y="83" textLength="8.4" lengthAdjust="spacingAndGlyphs">!</text>',
  ]);
});

test('the cursor stands where it is, of the rows that are in sight', async () => {
  const lines = await drawn('1\r\n2\r\n3\r\n4\r\n> ');
  expect(lines.filter((line) => line.includes('textLength')).map(textOf)).toEqual(['3', '4', '>']);
  expect(lines).toContainEqual(expect.stringContaining('<rect x="32.8" y="88" '));
});

test('the window has its title', async () => {
  expect((await drawn('')).map(textOf)).toContain('A &amp; B');
});

function textOf(line: string): string {
  return line.replace(/<[^>]*>/g, '');
}
