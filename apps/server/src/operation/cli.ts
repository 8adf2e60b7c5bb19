import { Command, InvalidArgumentError, Option } from 'commander';
import type { ZodMiniType } from 'zod/mini';
import { description, version } from '../../package.json';
import { defaultOptions, OPTIONS, type Options } from './options';
import { port } from './quantities';

const NAME = 'chat-server';

const USAGE = 'Usage: chat-server [options] <port>';

/** Exit status of a wrong command line. */
const WRONG_USAGE = 2;

/** What stands before the host of an address, and is nobody's business. */
const CREDENTIALS = /(\w+:\/\/)[^\s']*@/g;

/** What the command line and the environment ask for. */
export interface CommandLine {
  readonly port: number;
  readonly options: Options;
  /** Whether --max-connections, or its variable, was given. */
  readonly maxConnectionsGiven: boolean;
}

/**
 * Reads the command line; where it is silent, an option's environment variable counts. Prints help,
 * version, or what is wrong, and exits, where that is the answer.
 *
 * @param argv the words behind the program's name
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const program = new Command(NAME)
    .description(description)
    .version(version)
    .argument('<port>', 'TCP port to listen on, 0 to 65535 (0 takes a free one)', reader(port))
    .configureOutput({
      outputError: (text, write) => {
        const fault = text
          .replace(/^error: /, '')
          .replace(/\.?\n$/, '.')
          .replaceAll('\n', ' ')
          .replace(CREDENTIALS, '$1…@');
        write(`${NAME}: ${fault} ${USAGE}\n`);
      },
    })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USAGE))
    .addHelpText(
      'after',
      '\nA size is written as 1536KiB or 8MiB, a duration as 500ms, 60s, 5m or 1h.\n',
    );
  const defaults = defaultOptions();
  for (const [name, option] of Object.entries(OPTIONS)) {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const variable = `CHAT_${flag.replaceAll('-', '_').toUpperCase()}`;
    program.addOption(
      new Option(`--${flag} ${option.value}`, option.description)
        .env(variable)
        .default(defaults[name as keyof Options], 'default' in option ? option.default : undefined)
        .argParser(reader(option.schema)),
    );
  }
  program.addOption(
    new Option('--no-native', 'have Node send everything, though @chat/socket-send is there').env(
      'CHAT_NO_NATIVE',
    ),
  );
  program.parse(argv, { from: 'user' });
  const options = program.opts<Options>();
  const { tlsCert, tlsKey, tlsCa } = options;
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    program.error('--tls-cert and --tls-key need each other');
  }
  if (tlsCa !== undefined && tlsCert === undefined) program.error('--tls-ca needs --tls-cert');
  for (const [flag, value] of [
    ['--nats-creds', options.natsCreds],
    ['--nats-ca', options.natsCa],
  ]) {
    if (value !== undefined && options.nats === undefined) program.error(`${flag} needs --nats`);
  }
  const maxConnectionsGiven = program.getOptionValueSource('maxConnections') !== 'default';
  return { port: program.processedArgs[0] as number, options, maxConnectionsGiven };
}

/** Has commander read a text as the schema does. */
function reader(schema: ZodMiniType<unknown, string | undefined>) {
  return (text: string): unknown => {
    const result = schema.safeParse(text);
    if (result.success) return result.data;
    throw new InvalidArgumentError(result.error.issues.map(({ message }) => message).join('. '));
  };
}
