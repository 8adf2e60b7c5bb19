import { Command, InvalidArgumentError, Option } from 'commander';
import { description, version } from '../package.json';
import { type Level } from './check';
import { reporters, type ReporterName } from './report/reporters';
import { LEVELS } from './report/result';

const NAME = 'chat-conformance';

/** Exit status of a wrong command line. */
const WRONG_USAGE = 2;

/** What the command line asks for. */
export interface Options {
  /** A command line in which `{port}` stands for the port. */
  readonly server?: string;
  /** A command line in which `{name}`, `{host}` and `{port}` stand for those. */
  readonly client?: string;
  /** Talk TLS, with certificates in the place of `{ca}`, `{cert}` and `{key}`. */
  readonly tls?: true;
  readonly reporter: ReporterName;
  readonly list?: true;
  readonly only?: readonly string[];
  readonly level?: Level;
}

/** Prints help, version, or what is wrong, and exits, where that is the answer. */
export function parseOptions(argv: readonly string[]): Options {
  const program = new Command(NAME)
    .description(description)
    .version(version)
    .option('--server <command>', 'how to start your server, with {port} in it', holding('port'))
    .option(
      '--client <command>',
      'how to start your client, with {name} {host} {port} in it',
      holding('name', 'host', 'port'),
    )
    .option(
      '--tls',
      'talk TLS, with files made for the run as {cert} {key} of a server, {ca} of a client',
    )
    .addOption(
      new Option('--reporter <name>', 'the form of the report')
        .choices(Object.keys(reporters))
        .default('text'),
    )
    .option('--list', 'print the checks, one a line, and run none')
    .option('--only <ids>', 'run these checks alone: S-10.2 or S-10.*, several by commas', ids)
    .addOption(new Option('--level <level>', 'run the checks of this level').choices(LEVELS))
    .configureOutput({
      outputError: (text) => {
        complain(text.replace(/^error: /, ''));
      },
    })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USAGE));
  program.parse(argv, { from: 'user' });
  const options = program.opts<Options>();
  if (options.list !== true && options.server === undefined && options.client === undefined) {
    refuse('nothing to test, give --server or --client');
  }
  return options;
}

/** Ends the program for a wrong command line, saying why in one line. */
export function refuse(fault: string): never {
  complain(fault);
  process.exit(WRONG_USAGE);
}

function complain(fault: string): void {
  const sentence = fault.trim().replace(/\s+/g, ' ').replace(/\.?$/, '.');
  process.stderr.write(`${NAME}: ${sentence} See ${NAME} --help\n`);
}

/** For a command line that has to hold these placeholders. */
function holding(...names: string[]): (command: string) => string {
  return (command) => {
    const missing = names.map((name) => `{${name}}`).find((name) => !command.includes(name));
    if (missing === undefined) return command;
    throw new InvalidArgumentError(`${missing} is missing in it.`);
  };
}

/** The option may be given again and again. */
function ids(list: string, before: readonly string[] = []): string[] {
  return [...before, ...list.split(',').map((id) => id.trim())];
}
