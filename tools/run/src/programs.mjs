import { createRequire } from 'node:module';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { quietly } from './quietly.mjs';
import { inWorkspace, manifest, root } from './workspace.mjs';

const require = createRequire(import.meta.url);

function nx() {
  return inWorkspace('node_modules', 'nx', manifest('node_modules', 'nx').bin.nx);
}

/**
 * Builds projects, or takes them from nx's cache.
 *
 * @param {readonly string[]} projects
 */
export async function build(projects) {
  const [first] = projects;
  await quietly(
    [process.execPath, nx(), 'run-many', '-t', 'build', '-p', ...projects, '--output-style=static'],
    {
      doing: `Building ${first}`,
      cwd: root,
      // Its plugins, too, in that one process: nx is ready in half the time.
      env: { NX_ISOLATE_PLUGINS: 'false' },
    },
  );
}

/**
 * Makes this process the program: it has its own terminal, signals and exit status, with nobody in
 * between who would have to hand them on.
 */
function become(file, args) {
  process.argv.splice(1, Infinity, file, ...args);
  if (file.endsWith('.mjs')) void import(pathToFileURL(file).href);
  else require(file);
}

/** Becomes a built program, in the folder where npm was called: file names among the arguments are meant there. */
export function runProgram(file, args) {
  process.chdir(process.env.INIT_CWD ?? process.cwd());
  become(inWorkspace(file), args);
}

/** Becomes nx. */
export function runNx(args) {
  process.chdir(root);
  become(nx(), args);
}
