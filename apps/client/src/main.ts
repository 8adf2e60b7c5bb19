import { dial, type Dial } from './connection/call';
import { parseInvitation, type Invitation } from './cli';
import { EXACT, Pipe, PRINTABLE } from './pipe/pipe';
import type { Screen } from './screen';
import { Conversation } from './conversation';

async function openScreen(): Promise<Screen> {
  const { stdin, stdout } = process;
  if (!stdout.isTTY) return new Pipe(stdin, stdout, EXACT);
  if (!stdin.isTTY) return new Pipe(stdin, stdout, PRINTABLE);
  const { Terminal } = await import('./terminal/terminal');
  return new Terminal(stdin, stdout, process.env['TERM'] === 'dumb');
}

/** TLS takes time to load: only who asks for it waits. */
async function chooseDial({ tls }: Invitation): Promise<Dial> {
  if (tls === undefined) return dial;
  const { secureDial } = await import('./connection/secure-call');
  return secureDial(tls);
}

async function main(): Promise<void> {
  const invitation = parseInvitation(process.argv.slice(2));
  // Whoever read our output is gone: there is nobody left to chat with.
  process.stdout.on('error', () => process.exit());
  const screen = await openScreen();
  const conversation = new Conversation(invitation, screen, await chooseDial(invitation));
  const status = await conversation.ended;
  const { reason } = conversation;
  if (reason !== undefined) process.stderr.write(`chat-client: ${reason}\n`);
  process.stdout.write('', () => process.exit(status));
}

void main();
