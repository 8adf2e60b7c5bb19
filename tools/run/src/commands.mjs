/**
 * The npm scripts that end in a program.
 *
 * - `usage`: how it is called, where it needs arguments
 * - `build`: the projects to build first
 * - `program`: what runs then, from the root of the workspace; of a folder, the file that the first
 *   argument names
 * - `unix`: why it does not run on Windows, if it does not
 */
export const commands = {
  start: {
    usage: 'npm start -- <port>',
    build: ['server'],
    program: 'apps/server/dist/main.js',
  },
  client: {
    usage: 'npm run -s client -- <name> <host> <port>',
    build: ['client'],
    program: 'apps/client/dist/main.js',
  },
  example: {
    usage: 'npm run -s example -- <file>',
    build: ['framing', 'protocol', 'hub', 'session'],
    program: 'examples/',
  },
  bench: {
    build: ['bench', 'server'],
    program: 'tools/bench/dist/main.js',
    unix: 'it reads from /proc, or from ps, what a server costs',
  },
};

/**
 * Whether arguments are missing, as far as can be told before anything is installed: with an option
 * among them, the program itself has to tell.
 *
 * @param {string | undefined} usage
 * @param {readonly string[]} args
 */
export function isTooFew(usage = '', args) {
  const needed = usage.match(/<\w+>/g) ?? [];
  return args.length < needed.length && !args.some((word) => word.startsWith('-'));
}
