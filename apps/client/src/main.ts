import { dial, type Dial } from './connection/call';
import { parseInvitation, type Invitation } from './cli';
import { Unreachable } from './connection/unreachable';
import { EXACT, Pipe, PRINTABLE } from './pipe/pipe';
import { onReaderGone } from './pipe/reader';
import type { Screen } from './screen';
import { Conversation } from './conversation';

async function openScreen({ name, color, comforts }: Invitation): Promise<Screen> {
  const { stdin, stdout, env } = process;
  if (!stdout.isTTY) return new Pipe(stdin, stdout, EXACT);
  if (!stdin.isTTY) return new Pipe(stdin, stdout, PRINTABLE);
  const { timestamps = false, bell = false, log } = comforts;
  const isDumb = env['TERM'] === 'dumb';
  // https://no-color.org
  const colors = color && !isDumb && (env['NO_COLOR'] ?? '') === '';
  const file = log === undefined ? {} : { log };
  try {
    const { Terminal } = await import('./terminal/terminal');
    return new Terminal(stdin, stdout, { name, isDumb, colors, timestamps, bell, ...file });
  } catch (error) {
    process.stderr.write(`chat-client: ${(error as Error).message}\n`);
    return process.exit(1);
  }
}

/** TLS takes time to load: only who asks for it waits. */
async function chooseDial({ tls }: Invitation): Promise<Dial> {
  if (tls === undefined) return dial;
  const { secureDial } = await import('./connection/secure-call');
  return secureDial(tls);
}

/** A reader that is gone has heard enough. */
function leave(): never {
  process.exit(0);
}

/** Anything else keeps what was said from being shown. */
function onOutputFault({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') leave();
  process.stderr.write(`chat-client: Standard output cannot be written: ${code ?? message}.\n`);
  process.exit(1);
}

/** Whether the input was not all read: then not all was said. */
let isInputCut = false;

/** What was read is sent, as at the end of the input. A terminal that cannot be read is gone. */
function onInputFault({ code, message }: NodeJS.ErrnoException): void {
  if (process.stdin.isTTY) return;
  isInputCut = true;
  process.stderr.write(`chat-client: Standard input cannot be read: ${code ?? message}.\n`);
}

/** Says why there is no connection. What the network does is told to people alone: scripts merge the streams. */
function explain(reason: Error | undefined): void {
  if (reason === undefined || (reason instanceof Unreachable && !process.stdout.isTTY)) return;
  process.stderr.write(`chat-client: ${reason.message}\n`);
}

async function main(): Promise<void> {
  const invitation = parseInvitation(process.argv.slice(2));
  process.stdout.on('error', onOutputFault);
  onReaderGone(leave);
  process.stdin.on('error', onInputFault);
  const screen = await openScreen(invitation);
  const conversation = new Conversation(invitation, screen, await chooseDial(invitation));
  const status = await conversation.ended;
  explain(conversation.reason);
  process.stdout.write('', () => process.exit(status === 0 && isInputCut ? 1 : status));
}

void main();
