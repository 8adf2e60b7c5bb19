import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { type Check } from '../../check';
import { frame, FRAME_SIZE, frames } from '../../frame';
import { type ClientUnderTest } from '../driver/client-under-test';
import { piped } from '../driver/piped-session';
import { onTerminal } from '../driver/terminal-session';
import { disconnected, PROMPT, said } from '../driver/wording';

const MEGABYTE = 1_000_000;

/** Bytes that a client may hold for whoever does not take them, what the system holds included. */
const HELD = 100 * MEGABYTE;

/** When a byte that was not taken yet is not going to be, in milliseconds. */
const STALL = 1500;

/**
 * Gives one piece after the other, and passes when one is not taken: the side that gives has to wait.
 *
 * @returns how many were given, the last of which is still on its way
 */
async function stalls(
  pieces: number,
  give: (index: number) => Promise<void>,
  failure: string,
): Promise<number> {
  for (let given = 1; given <= pieces; given++) {
    const taken = await Promise.race([
      give(given - 1).then(() => true),
      delay(STALL, false, { ref: false }),
    ]);
    if (!taken) return given;
  }
  throw new Error(failure);
}

/** What a client does when one of its two sides is slower than the other. */
export const overloadChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-2.8',
    level: 'robust',
    statement: 'a client whose output nobody reads makes the server wait, and loses nothing',
    alone: true,
    run: piped(async ({ client, server }) => {
      await client.prints(PROMPT);
      client.pauseReadingStdout();
      const perPiece = MEGABYTE / FRAME_SIZE;
      const text = (index: number): string => `message ${index} `.padEnd(FRAME_SIZE, 'x');
      const piece = (index: number): string[] =>
        Array.from({ length: perPiece }, (_, at) => text(index * perPiece + at));
      const sent = await stalls(
        HELD / MEGABYTE,
        (index) => server.send(frames(...piece(index))),
        `The client should not have taken ${HELD} bytes of messages that it could not print`,
      );
      client.goOnReadingStdout();
      for (let index = 0; index < sent; index++) {
        await client.prints(piece(index).map(said).join(''));
      }
    }),
  },
  {
    id: 'C-2.9',
    level: 'robust',
    statement: 'a flood of messages on a terminal keeps nobody from typing, nor from leaving',
    alone: true,
    run: onTerminal(async ({ terminal, server }) => {
      let flooding = true;
      const flood = async (): Promise<void> => {
        const messages = frames(...Array.from({ length: 100 }, () => 'flood'));
        while (flooding) {
          await server.send(messages);
          await turn();
        }
      };
      const flooded = flood();
      try {
        await terminal.showsRow(/^flood$/);
        terminal.types('hello\r');
        await server.receives('hello');
        terminal.types('\x03');
        await terminal.exits();
      } finally {
        flooding = false;
        await flooded;
      }
    }),
  },
  {
    id: 'C-23.13',
    level: 'robust',
    statement: 'a server that never reads makes the input wait, and is still listened to',
    alone: true,
    run: piped(async ({ client, server, port }) => {
      server.stopReading();
      // Long lines: few prompts.
      const lines = `${'x'.repeat(9999)}\n`.repeat(MEGABYTE / 10_000);
      await stalls(
        HELD / MEGABYTE,
        () => client.takes(lines),
        `The client should not have taken ${HELD} bytes of lines that it could not send`,
      );
      await server.send(frame('at last'));
      await client.printsUpTo(said('at last'));
      server.reset();
      await client.printsUpTo(disconnected('127.0.0.1', port));
      await client.exits(1);
    }),
  },
];
