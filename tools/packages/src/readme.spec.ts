import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { consumer, installed } from './delivery';
import { run } from './run';
import { libraries } from './workspace';

/** The first example of a manual, and what it prints, if a block of text right behind says so. */
const EXAMPLE = /^```js\n(?<code>[^]*?)^```\n(?:\n*^```text\n(?<output>[^]*?)^```\n)?/m;

test.each(libraries)('the example in the README of $name does what it says', async (pkg) => {
  const manual = readFileSync(join(installed(pkg), 'README.md'), 'utf8');
  const { code = '', output } = EXAMPLE.exec(manual)?.groups ?? {};
  expect(code).not.toBe('');

  const file = `example-${basename(pkg.folder)}.mjs`;
  await writeFile(join(consumer(), file), code);
  const printed = await run(process.execPath, [file], { cwd: consumer() });
  if (output !== undefined) expect(printed).toBe(output);
});
