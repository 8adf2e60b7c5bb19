import { filesOf } from './documents';
import { CONTENTS, HOME, pageOf } from './pages';

test('every Markdown file of the workspace is a page', () => {
  const strangers = filesOf('*.md', ':!.github').filter((file) => pageOf(file) === undefined);
  expect(strangers).toEqual([]);
});

test('no two files are one page', () => {
  const pages = [HOME, ...CONTENTS.flatMap(({ pages }) => pages)].map(({ page }) => page);
  expect([...new Set(pages)]).toEqual(pages);
});
