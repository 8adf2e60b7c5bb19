import { EmulatedScreen } from '@chat/terminal/screen';
import { toClusters } from '../editor/clusters';
import { ScrolledRow } from './row';

/** A row of 20 columns: 5 are the prompt's, and one is the cursor's at the end. */
function row() {
  const scrolled = new ScrolledRow();
  const screen = new EmulatedScreen({ columns: 20, rows: 3 }, 'by grapheme');
  return {
    /** What is seen of a draft, `|` being the cursor. */
    shows: async (text: string, cursor: number, columns = 20, prompt = '[Me] ') => {
      screen.resize({ columns, rows: 3 });
      await screen.write(scrolled.draw({ prompt, clusters: toClusters(text), cursor }, columns));
      return screen.cursorRow;
    },
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

describe('what is seen of a draft', () => {
  test('all, as long as there is room', async () => {
    const { shows } = row();
    await expect(shows('abcdefghijklmn', 14)).resolves.toBe('[Me] abcdefghijklmn|');
    await expect(shows('abcdefghijklmn', 0)).resolves.toBe('[Me] |abcdefghijklmn');
  });

  test('as much as there is room for, on the side where the cursor goes', async () => {
    const { shows } = row();
    await expect(shows(LETTERS, 26)).resolves.toBe('[Me] mnopqrstuvwxyz|');
    await expect(shows(LETTERS, 20)).resolves.toBe('[Me] mnopqrst|uvwxyz');
    await expect(shows(LETTERS, 12)).resolves.toBe('[Me] |mnopqrstuvwxyz');
    await expect(shows(LETTERS, 11)).resolves.toBe('[Me] |lmnopqrstuvwxy');
    await expect(shows(LETTERS, 0)).resolves.toBe('[Me] |abcdefghijklmn');
    await expect(shows(LETTERS, 15)).resolves.toBe('[Me] bcdefghijklmno|');
  });

  test('the room that is left behind the end is taken by what stands before', async () => {
    const { shows } = row();
    await shows(LETTERS, 26);
    await expect(shows('abcdefghijklmnop', 14)).resolves.toBe('[Me] cdefghijklmn|op');
    await expect(shows('abcd', 4)).resolves.toBe('[Me] abcd|');
  });

  test('once, where nothing stands behind the cursor: some screen readers read what is written', () => {
    const draw = (cursor: number): string =>
      new ScrolledRow().draw({ clusters: toClusters('draft'), cursor }, 20);
    expect(draw(5).split('[Me] draft')).toHaveLength(2);
    expect(draw(4).split('[Me] draf')).toHaveLength(3);
  });

  test('wide characters take two columns, and none is cut', async () => {
    const { shows } = row();
    await expect(shows('一二三四五六七八九', 9)).resolves.toBe('[Me] 三四五六七八九|');
    await expect(shows('一二三四五六七八九a', 10)).resolves.toBe('[Me] 四五六七八九a|');
  });

  test('with half of the row at least, where a longer prompt leaves it less than 10 columns', async () => {
    const { shows } = row();
    const prompt = '(offline: trying again in 8 s) ';
    await expect(shows('draft', 5, 41, prompt)).resolves.toBe(`${prompt}draft|`);
    await expect(shows('draft', 5, 40, prompt)).resolves.toBe('(offline: trying a… draft|');
    await expect(shows(LETTERS, 26, 20, prompt)).resolves.toBe('(offline… rstuvwxyz|');
    await expect(shows('ab', 2, 12, '(search: 一二三) ')).resolves.toBe('(sea… ab|');
  });

  test('a terminal too narrow for a character shows the beginning of the prompt', async () => {
    const { shows } = row();
    await expect(shows(LETTERS, 26, 7)).resolves.toBe('[Me] z|');
    await expect(shows(LETTERS, 26, 6)).resolves.toBe('[Me] |');
    await expect(shows(LETTERS, 26, 3)).resolves.toBe('[Me|');
  });
});
