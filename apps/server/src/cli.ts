import { Command, InvalidArgumentError } from 'commander';
import { description, version } from '../package.json';

const NAME = 'chat-server';

/** Exit status of a wrong command line. */
const WRONG_USAGE = 2;

/**
 * The port that the command line asks for. Prints help, version, or what is wrong with the command
 * line, and exits, where that is the answer.
 *
 * @param argv the words behind the program's name
 */
export function parsePort(argv: readonly string[]): number {
  const program = new Command(NAME)
    .description(description)
    .version(version)
    .argument('<port>', 'TCP port to listen on, 0 to 65535 (0 takes a free one)', toPort)
    .configureOutput({
      outputError: (text, write) => {
        const fault = text
          .replace(/^error: /, '')
          .replace(/\.?\n$/, '.')
          .replaceAll('\n', ' ');
        write(`${NAME}: ${fault} Usage: ${NAME} <port>\n`);
      },
    })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USAGE));
  program.parse(argv, { from: 'user' });
  return program.processedArgs[0] as number;
}

function toPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}
