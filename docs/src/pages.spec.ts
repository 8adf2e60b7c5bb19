import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { CONTENTS, HOME, pageOf } from './pages';

const workspace = join(import.meta.dirname, '../..');

test('every Markdown file of the workspace is a page', () => {
  const files = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '*.md', ':!.github'],
    { cwd: workspace, encoding: 'utf8' },
  );
  const strangers = files.split('\n').filter((file) => file !== '' && pageOf(file) === undefined);
  expect(strangers).toEqual([]);
});

test('no two files are one page', () => {
  const pages = [HOME, ...CONTENTS.flatMap(({ pages }) => pages)].map(({ page }) => page);
  expect([...new Set(pages)]).toEqual(pages);
});
