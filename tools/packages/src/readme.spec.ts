import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { consumer, installed } from './delivery';
import { run } from './run';
import { libraries } from './workspace';

/** The first example of a manual, and what it prints, if a block of text right behind says so. */
const EXAMPLE = /^```js\n(?<code>[^]*?)^```\n(?:\n*^```text\n(?<output>[^]*?)^```\n)?/m;

/** @returns what the first example of a manual prints, and what the manual says of that */
async function runExample(manual: string, name: string) {
  const { code = '', output } = EXAMPLE.exec(manual)?.groups ?? {};
  expect(code).not.toBe('');
  const file = `example-${name}.mjs`;
  await writeFile(join(consumer(), file), code);
  return { printed: await run(process.execPath, [file], { cwd: consumer() }), output };
}

test.each(libraries)('the example in the README of $name does what it says', async (pkg) => {
  const manual = readFileSync(join(installed(pkg), 'README.md'), 'utf8');
  const { printed, output } = await runExample(manual, basename(pkg.folder));
  if (output !== undefined) expect(printed).toBe(output);
});

test('the example on the front page does what it says', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
  const { printed } = await runExample(page, 'front-page');
  expect(printed).toBe('Hello world!\n');
});
