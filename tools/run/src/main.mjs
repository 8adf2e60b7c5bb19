import { existsSync } from 'node:fs';
import process from 'node:process';
import { alone } from './alone.mjs';
import { commands, isTooFew } from './commands.mjs';
import { install, tellWhoInstalledByNpm } from './install.mjs';
import { build, runNx, runProgram } from './programs.mjs';
import { inWorkspace } from './workspace.mjs';

/** Exit status of a wrong command line. */
const WRONG_USAGE = 2;

function refuse(line, status) {
  process.stderr.write(`${line}\n`);
  process.exit(status);
}

async function run(name, args) {
  const command = commands[name];
  if (command === undefined) {
    refuse('Usage: npm start, npm test, or npm run setup, client, example or bench', WRONG_USAGE);
  }
  const { usage, unix, build: projects, program } = command;
  if (isTooFew(usage, args)) refuse(`Usage: ${usage}`, WRONG_USAGE);
  const [file, rest] = program.endsWith('/')
    ? [`${program}${args[0]}`, args.slice(1)]
    : [program, args];
  if (program.endsWith('/') && !existsSync(inWorkspace(file))) {
    refuse(`There is no ${file}: see ${program}README.md`, WRONG_USAGE);
  }
  if (unix !== undefined && process.platform === 'win32') {
    refuse(`npm run ${name} does not work on Windows: ${unix}.`, 1);
  }
  await alone(async () => {
    await install();
    await build(projects);
  });
  runProgram(file, rest);
}

const [name, ...args] = process.argv.slice(2);
switch (name) {
  case 'postinstall':
    tellWhoInstalledByNpm();
    break;
  case 'setup':
    await alone(install);
    break;
  case 'test':
    await alone(install);
    runNx([
      'run-many',
      '-t',
      'build',
      'lint',
      'typecheck',
      'test',
      '--output-style=static-failures-only',
      ...args,
    ]);
    break;
  default:
    await run(name, args);
}
