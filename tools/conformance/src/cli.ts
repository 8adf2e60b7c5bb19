import { Command, InvalidArgumentError, Option } from 'commander';
import { description, version } from '../package.json';
import { type Level } from './check';
import { reporters, type ReporterName } from './report/reporters';
import { LEVELS } from './report/result';
import { WRONG_USAGE } from './exit-status';

const NAME = 'chat-conformance';

/** Seconds that a run may take: many times what it takes with a program that answers. */
const TIME_LIMIT = 600;

/** What the command line asks for. */
export interface Options {
  /** A command line in which `{port}` stands for the port. */
  readonly server?: string;
  /** A command line in which `{name}`, `{host}` and `{port}` stand for those. */
  readonly client?: string;
  /** Talk TLS, with certificates in the place of `{ca}`, `{cert}` and `{key}`. */
  readonly tls?: true;
  /** Talk WebSocket with the server, at `/chat`. */
  readonly websocket?: true;
  readonly reporter: ReporterName;
  readonly list?: true;
  readonly only?: readonly string[];
  readonly level?: Level;
  /** Seconds after which the run ends, with what was judged by then; with `each`, the run of each folder. */
  readonly timeLimit: number;
  /** Folder for `report.txt` and `report.json`; with `each`, for those of all. */
  readonly out?: string;
  /** Folders of which each holds programs of its own. */
  readonly each?: string;
  /** Run in each folder before its programs. */
  readonly build?: string;
  /** How many folders at a time. */
  readonly atATime: number;
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
    .option('--websocket', 'talk WebSocket with your server, whose {port} is that of ws://…/chat')
    .addOption(
      new Option('--reporter <name>', 'the form of the report')
        .choices(Object.keys(reporters))
        .default('text'),
    )
    .option('--list', 'print the checks, one a line, and run none')
    .option('--only <ids>', 'run these checks alone: S-10.2 or S-10.*, several by commas', ids)
    .addOption(new Option('--level <level>', 'run the checks of this level').choices(LEVELS))
    .option(
      '--time-limit <seconds>',
      'end the run then, and report what was judged',
      seconds,
      TIME_LIMIT,
    )
    .option('--out <folder>', 'also write report.txt and report.json there')
    .option('--each <folders>', "check the programs of each folder: 'submissions/*'")
    .option('--build <command>', 'with --each: run this in each folder first')
    .option('--at-a-time <number>', 'with --each: so many folders at a time', seconds, 1)
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
  if (options.websocket === true && options.client !== undefined) {
    refuse('--websocket is for servers alone, leave out --client');
  }
  if (options.each === undefined && options.build !== undefined) refuse('--build needs --each');
  if (options.each !== undefined && options.out === undefined) refuse('--each needs --out');
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

function seconds(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number > 0) return number;
  throw new InvalidArgumentError('It is a whole number from 1.');
}

/** The option may be given again and again. */
function ids(list: string, before: readonly string[] = []): string[] {
  return [...before, ...list.split(',').map((id) => id.trim())];
}
