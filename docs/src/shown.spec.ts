import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BLOCKS, DOCUMENTS, readText, WORKSPACE } from './documents';
import { SHOWN } from './shown';

/** The longest cell that stands in one line. */
const CELL = 110;

const claims = Object.entries(SHOWN).flatMap(([file, languages]) =>
  Object.entries(languages).map(([language, check]) => ({ block: `${file}: ${language}`, check })),
);

test('what is shown, and is no command, has its check, or a reason for none', () => {
  const shown = BLOCKS.filter(({ language }) => language !== 'sh')
    .filter(({ language, text }) => language !== 'console' || /^(?!\$ )/m.test(text))
    .map(({ file, language }) => `${file}: ${language}`);
  expect([...new Set(shown)].sort()).toEqual(claims.map(({ block }) => block).sort());
});

test('each check is there, and reads what it checks', () => {
  const tests = claims.filter(({ check }) => !check.startsWith('– '));
  const idle = tests.filter(({ block, check }) => {
    const page = (block.split(':')[0] ?? '').split('/').at(-1) ?? '';
    return !existsSync(join(WORKSPACE, check)) || !readText(check).includes(page);
  });
  expect(idle).toEqual([]);
});

test('no cell of a table is longer than a line', () => {
  const long = DOCUMENTS.flatMap((file) =>
    readText(file)
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .flatMap((line) => line.split(/(?<!\\)\|/))
      .map((cell) => cell.trim())
      .filter((cell) => cell.length > CELL)
      .map((cell) => `${file}: ${cell}`),
  );
  expect(long).toEqual([]);
});
