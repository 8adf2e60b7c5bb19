import { join } from 'node:path';
import { tarballOf } from './delivery';
import { run } from './run';
import { libraries, packages } from './workspace';

const project = join(import.meta.dirname, '..');

function check(program: string, ...args: string[]): Promise<string> {
  return run(join(project, 'node_modules/.bin', program), args, { cwd: project });
}

test.each(packages)('publint suggests nothing for $name', async (pkg) => {
  await expect(check('publint', 'run', tarballOf(pkg), '--strict')).resolves.toContain('All good!');
});

test.each(libraries)('the types of $name are right, however they are resolved', async (pkg) => {
  // The strict profile: node10, node16 from CommonJS and from ESM, bundler.
  await expect(check('attw', tarballOf(pkg), '--profile', 'strict')).resolves.toContain(
    'No problems found',
  );
});
