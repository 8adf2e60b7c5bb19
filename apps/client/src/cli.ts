import { nameSchema } from '@chat/protocol';
import { Command, InvalidArgumentError } from 'commander';
import { description, version } from '../package.json';
import { printable } from './text/printable';
import type { TlsFiles } from './connection/secure-call';

const PROGRAM = 'chat-client';
const USAGE = '<name> <host> <port>';

/** Exit status of a wrong command line (rule 24). */
const WRONG_USAGE = 2;

/** What the command line says. Host and port are as typed, for the messages that name them. */
export interface Invitation {
  readonly name: string;
  readonly host: string;
  readonly port: string;
  /** Whether to call over TLS, and with which files. */
  readonly tls?: TlsFiles;
  readonly comforts: Comforts;
  /** Whether colours may be shown. */
  readonly color: boolean;
}

/** What the client does for who types, on a terminal. */
export interface Comforts {
  readonly timestamps?: true;
  readonly bell?: true;
  /** The file to write the conversation to. */
  readonly log?: string;
  readonly reconnect?: true;
}

/** The options as they are given. */
interface Options extends TlsFiles, Comforts {
  readonly tls?: true;
  readonly color: boolean;
}

/**
 * Whom to be and whom to call. Prints help, version, or what is wrong with the command line, and
 * exits, where that is the answer.
 *
 * @param argv the words behind the program's name
 */
export function parseInvitation(argv: readonly string[]): Invitation {
  const program = new Command(PROGRAM)
    .description(description)
    .version(version)
    .argument('<name>', 'what others see you as: 1 to 64 bytes', toName)
    .argument('<host>', 'name or address of the server', toHost)
    .argument('<port>', 'TCP port of the server, 1 to 65535', toPort)
    .option('--tls', 'encrypt, and verify who the server is')
    .option('--ca <file>', 'trust these authorities (PEM), in the place of those Node.js knows')
    .option('--cert <file>', 'certificate to show to a server that asks for one (PEM)')
    .option('--key <file>', 'private key of that certificate (PEM, unencrypted)')
    .option('--timestamps', 'begin each line with the time')
    .option('--bell', 'ring the bell when somebody says your name')
    .option('--log <file>', 'write what is said to this file, behind what is in it')
    .option('--reconnect', 'when the server is gone, try again')
    .option('--no-color', 'show names, and the like, without colors')
    .configureOutput({
      outputError: (text, write) => {
        const fault = printable(text)
          .replace(/^error: /, '')
          .replace(/\.?\n$/, '.');
        write(`${PROGRAM}: ${fault.replaceAll('\n', ' ')} Usage: ${PROGRAM} ${USAGE}\n`);
      },
    })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USAGE));
  program.parse(argv, { from: 'user' });
  const [name, host, port] = program.processedArgs as [string, string, string];
  const { tls, ca, cert, key, color, ...comforts } = program.opts<Options>();
  const [comfort] = Object.keys(comforts);
  if (comfort !== undefined && !(process.stdin.isTTY && process.stdout.isTTY)) {
    program.error(`--${comfort} needs a terminal`);
  }
  const files = definedOf({ ca, cert, key });
  const [file] = Object.keys(files);
  if (tls === undefined && file !== undefined) program.error(`--${file} needs --tls`);
  if ((cert === undefined) !== (key === undefined)) {
    program.error('--cert and --key need each other');
  }
  return { name, host, port, ...(tls && { tls: files }), comforts, color };
}

function definedOf(files: Record<keyof TlsFiles, string | undefined>): TlsFiles {
  return Object.fromEntries(Object.entries(files).filter(([, file]) => file !== undefined));
}

function toName(text: string): string {
  const result = nameSchema.safeParse(text);
  if (result.success) return text;
  throw new InvalidArgumentError(result.error.issues.map(({ message }) => message).join(' '));
}

function toHost(text: string): string {
  if (/^\P{Cc}+$/u.test(text)) return text;
  throw new InvalidArgumentError('A host is a name or an address.');
}

function toPort(text: string): string {
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535) return text;
  throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
}
