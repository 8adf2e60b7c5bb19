import { decodeText } from '@chat/framing';
import { parseInvitation } from './cli';
import { Pipe } from './pipe';
import { printable } from './printable';
import type { Screen } from './screen';
import { Session } from './session';

function asItIs(payload: Uint8Array): Uint8Array {
  return payload;
}

function asPrintable(payload: Uint8Array): Uint8Array {
  return Buffer.from(printable(decodeText(payload)));
}

async function openScreen(): Promise<Screen> {
  const { stdin, stdout } = process;
  if (!stdout.isTTY) return new Pipe(stdin, stdout, asItIs);
  if (!stdin.isTTY) return new Pipe(stdin, stdout, asPrintable);
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
