import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeApi, type Entries } from './api';
import { installed } from './delivery';
import { libraries, type Package } from './workspace';

interface Types {
  readonly types: string;
}

interface Exports {
  readonly exports: Readonly<Record<string, string | Types | { readonly import: Types }>>;
}

function entriesOf(pkg: Package): Entries {
  const { exports } = JSON.parse(
    readFileSync(join(installed(pkg), 'package.json'), 'utf8'),
  ) as Exports;
  return Object.fromEntries(
    Object.entries(exports).flatMap(([entry, target]) =>
      typeof target === 'string'
        ? []
        : [[entry, join(installed(pkg), ('import' in target ? target.import : target).types)]],
    ),
  );
}

/** A change of what a package offers is seen here first; `npx nx api packages` writes the reports anew. */
test.each(libraries)('$name offers what its API report says', (pkg) => {
  const report = join(pkg.folder, 'API.txt');
  const api = describeApi(entriesOf(pkg));
  if (process.env['API'] === 'write') writeFileSync(report, api);
  expect(api).toBe(existsSync(report) ? readFileSync(report, 'utf8') : 'no report');
});
