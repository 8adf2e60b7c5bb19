import { Command, InvalidArgumentError } from 'commander';
import { version } from '../../package.json';
import { WRONG_USAGE } from '../exit-status';

const NAME = 'chat-wiretap';

/** What the command line asks for. */
export interface Wiretap {
  readonly port: number;
  readonly host: string;
  readonly serverPort: number;
  /** Where it listens. */
  readonly listen: string;
  /** Least and most bytes that go on in one piece. */
  readonly slice?: readonly [number, number];
  /** Milliseconds that each piece waits. */
  readonly delay?: number;
  /** Seconds after which nothing goes on any more. */
  readonly stall?: number;
  /** Bytes of a direction after which its connection is reset. */
  readonly resetAfter?: number;
  readonly json?: true;
}

/** Prints help, version, or what is wrong, and exits, where that is the answer. */
export function parseWiretap(argv: readonly string[]): Wiretap {
  const program = new Command(NAME)
    .description('Stands between a chat client and its server, and shows what is on the wire')
    .version(version)
    .argument('<port>', 'where clients connect', toPort)
    .argument('<server>', 'where the server is: 127.0.0.1:55555', toAddress)
    .option('--listen <address>', 'listen there, and not on the loopback alone', '127.0.0.1')
    .option('--slice <bytes>', 'pass on so many bytes in one piece: 7, or at random 1-50', toRange)
    .option('--delay <ms>', 'hold each piece back for so long', toNumber)
    .option('--stall <seconds>', 'then pass nothing on any more', toNumber)
    .option('--reset-after <bytes>', 'reset a connection after so many bytes of one side', toNumber)
    .option('--json', 'print a JSON object for each event')
    .configureOutput({
      outputError: (text) => {
        const fault = text
          .replace(/^error: /, '')
          .trim()
          .replace(/\s+/g, ' ')
          .replace(/\.?$/, '.');
        process.stderr.write(`${NAME}: ${fault} See ${NAME} --help\n`);
      },
    })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USAGE));
  program.parse(argv, { from: 'user' });
  const [port, [host, serverPort]] = program.processedArgs as [number, [string, number]];
  return {
    port,
    host,
    serverPort,
    ...program.opts<Omit<Wiretap, 'port' | 'host' | 'serverPort'>>(),
  };
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
}

function toAddress(text: string): [string, number] {
  const [, host, port = ''] = /^\[?(.+?)\]?:(\d+)$/.exec(text) ?? [];
  if (host === undefined)
    throw new InvalidArgumentError('It is a host and a port: 127.0.0.1:55555.');
  return [host, toPort(port)];
}

function toRange(text: string): [number, number] {
  const [, least = '', most = least] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const range: [number, number] = [Number(least), Number(most)];
  if (range[0] >= 1 && range[1] >= range[0]) return range;
  throw new InvalidArgumentError('It is a number of bytes, or two: 1-50.');
}

function toNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number.');
}
