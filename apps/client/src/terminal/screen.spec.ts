import { WIDTHS } from '@chat/terminal/screen';
import fc from 'fast-check';
import { TerminalProgram } from '../testing/program';
import { stage } from '../testing/stage';

const DRAFT = [
  '🇵🇱',
  '👨‍👩‍👧',
  '👍🏽',
  '1️⃣',
  '❤️',
  '❤︎',
  'e\u0301',
  '你好',
  '한국',
  '\u1112\u1161\u11ab',
  'שלום',
  'مرحبا',
  'word ',
];
const KEYS = ['\x01', '\x05', '\x02', '\x7f', '\x17', '\x1b[A', '\x1b[B', '\x19'];

const on = stage();

test.each([80, 30, 10, 1].flatMap((columns) => WIDTHS.map((widths) => [columns, widths] as const)))(
  'on %i columns, counted %s, no message is lost and the draft is sent as it was typed',
  async (columns, widths) => {
    const parts = fc.sample(fc.constantFrom(...DRAFT, ...KEYS), { numRuns: 60, seed: columns });
    const program = new TerminalProgram(['Scott', '127.0.0.1', on.server.port], {
      columns,
      widths,
    });
    await on.server.receives('Scott');
    for (const [index, part] of parts.entries()) {
      program.type(part);
      if (index % 10 === 5) program.resize({ columns: index % 20 === 5 ? 20 : columns, rows: 24 });
      on.server.say(`<${index}😀>`);
      // Two columns of the emulator may cut it anywhere.
      await program.until(({ rows }) =>
        rows.join('').replaceAll(/\s/g, '').includes(`<${index}😀>`),
      );
    }
    const shown = program.screen.rows.join('').replaceAll(/\s/g, '');
    const found = parts.map((_, index) => shown.indexOf(`<${index}😀>`));
    expect(found.every((at) => at >= 0)).toBe(true);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    program.type('\x1b[B\x15\x0bend\r');
    await on.server.receives('Scott', 'end');
  },
);

test('nine flags erase no message on 30 columns, nor seventy letters and two flags on 80', async () => {
  for (const [columns, draft] of [
    [30, `we won! ${'🇵🇱'.repeat(9)}`],
    [80, `${'x'.repeat(70)}🇵🇱🇵🇱`],
  ] as const) {
    const program = new TerminalProgram(['Scott', '127.0.0.1', on.server.port], { columns });
    await program.edits('[Me] |');
    on.server.say('one', 'two');
    program.type(draft);
    await program.until(({ cursorRow }) => cursorRow.includes('🇵🇱'));
    on.server.say('three', 'four');
    await program.shows(/^four$/);
    expect(program.screen.rows.slice(0, 4)).toEqual(['one', 'two', 'three', 'four']);
  }
});
