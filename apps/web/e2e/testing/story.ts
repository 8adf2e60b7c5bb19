import { TerminalProgram } from '@chat/terminal/program';
import { join } from 'node:path';
import type { Visitor } from './visitor';

const CLIENT = join(import.meta.dirname, '../../../client/dist/main.js');
const QUESTION = "Hi everyone! Does anyone know what we're doing on the first day of lecture?";

/** What was typed to start Alice's client: a server of the story has any port. */
const COMMAND = '$ npm run -s client -- Alice localhost 55555';

/**
 * Plays the assignment's transcript: Panda is in a browser, Alice comes in a terminal.
 *
 * @param panda who has joined the chat, and has said nothing
 * @param port of the server
 * @returns Alice's terminal, which shows the whole of it
 */
export async function playTranscript(panda: Visitor, port: number): Promise<TerminalProgram> {
  await panda.say('Hello world!');
  await panda.hears('Not currently in any channel. Must join a channel before sending messages.');
  await panda.say('/list');
  await panda.hears('There are no channels yet.');
  await panda.say('/create 168_tas');
  await panda.isIn('168_tas');
  await panda.say('Hello world!');

  const alice = new TerminalProgram(
    [process.execPath, CLIENT, 'Alice', '127.0.0.1', String(port)],
    {
      columns: 52,
      rows: 20,
      env: { NO_COLOR: '', FORCE_COLOR: '' },
    },
  );
  await alice.screen.write(`${COMMAND}\r\n`);
  await alice.edits('[Me] |');
  alice.type('/list\r');
  await alice.shows(/^168_tas$/);
  alice.type('/join 168_tas\r');
  await panda.hears('Alice has joined');
  alice.type(`${QUESTION}\r`);
  await panda.hears(QUESTION);
  await panda.say('The protocol, I hope.');
  await alice.shows(/^\[Panda\] The protocol, I hope\.$/);
  return alice;
}
