import { parseInvitation } from './cli';
import { EXACT, Pipe, PRINTABLE } from './pipe';
import type { Screen } from './screen';
import { Session } from './session';

async function openScreen(): Promise<Screen> {
  const { stdin, stdout } = process;
  if (!stdout.isTTY) return new Pipe(stdin, stdout, EXACT);
  if (!stdin.isTTY) return new Pipe(stdin, stdout, PRINTABLE);
  const { Terminal } = await import('./terminal');
  return new Terminal(stdin, stdout);
}

async function main(): Promise<void> {
  const invitation = parseInvitation(process.argv.slice(2));
  // Whoever read our output is gone: there is nobody left to chat with.
  process.stdout.on('error', () => process.exit());
  const session = new Session(invitation, await openScreen());
  const status = await session.ended;
  process.stdout.write('', () => process.exit(status));
}

void main();
