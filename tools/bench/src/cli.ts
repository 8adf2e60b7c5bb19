import { Command, InvalidArgumentError, Option } from 'commander';
import { description, version } from '../package.json';

const NAME = 'chat-bench';

/** Exit status of a wrong command line. */
const WRONG_USAGE = 2;

/** Random numbers are the same every time, unless others are asked for. */
const SEED = 20_251_107;

/** Messages per second of all senders together. */
const RATES = [10, 100, 1000, 5000, 20_000];

/** What `--quick` stands for, beside the number of runs that there is anyway. */
const QUICK = { only: ['room'], rates: [100, 1000, 5000], seconds: 0.2 };

/** What the command line asks for. */
export interface Options {
  readonly only?: readonly string[];
  readonly systems?: readonly string[];
  readonly peers?: true;
  readonly server: readonly string[];
  readonly servers: readonly number[];
  readonly runs: number;
  readonly seconds: number;
  readonly rates: readonly number[];
  readonly seed: number;
  readonly compare?: string;
  readonly json?: string;
  readonly update?: string;
}

/** Prints help, version, or what is wrong, and exits, where that is the answer. */
export function parseOptions(argv: readonly string[]): Options {
  const program = new Command(NAME)
    .description(description)
    .version(version)
    .option('--only <scenarios>', 'run these alone, several by commas', list)
    .option(
      '--systems <names>',
      'measure these alone, several by commas (default: chat,limit,naive)',
      list,
    )
    .option('--peers', 'measure all other servers too that are installed')
    .option(
      '--server <command>',
      'measure another server of this protocol too, started so, with {port} in it',
      serverCommand,
      [],
    )
    .option(
      '--servers <counts>',
      'measure so many joined servers too, several by commas: 1,2,3',
      counts,
      [],
    )
    .addOption(new Option('--quick', 'measure room alone, in less time').implies(QUICK))
    .option('--runs <count>', 'how often each system is measured in each scenario', count, 5)
    .option('--seconds <seconds>', 'how long a measurement takes', seconds, 1)
    .option('--rates <rates>', 'messages per second, several by commas', counts, RATES)
    .option('--seed <number>', 'what random numbers are drawn from', count, SEED)
    .option('--compare <git-ref>', 'measure the server of this commit too')
    .option('--json <file>', 'write everything into a file')
    .option('--update <file>', 'put tables and charts into this Markdown file, and beside it')
    .configureOutput({
      outputError: (text) => {
        complain(text.replace(/^error: /, ''));
      },
    })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USAGE));
  program.parse(argv, { from: 'user' });
  return program.opts<Options>();
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

/** The option may be given again and again. */
function list(names: string, before: readonly string[] = []): string[] {
  return [...before, ...names.split(',').map((name) => name.trim())];
}

function serverCommand(command: string, before: readonly string[]): string[] {
  if (!command.includes('{port}')) throw new InvalidArgumentError('{port} is missing in it.');
  return [...before, command];
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It is a whole number from 1 up.');
}

/** Ascending. */
function counts(text: string): number[] {
  return text
    .split(',')
    .map(count)
    .sort((one, other) => one - other);
}

function seconds(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 60) return value;
  throw new InvalidArgumentError('It is a number above 0, at most 60.');
}
