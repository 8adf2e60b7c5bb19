import { type Check } from '../../check';
import { frame, FRAME_SIZE, frames } from '../../frame';
import { RAW_OUTPUT } from '../roots/causes';
import { type ClientUnderTest } from '../driver/client-under-test';
import { piped } from '../driver/piped-session';
import { onTerminal, type TerminalSession } from '../driver/terminal-session';
import { PROMPT, said, SAID_NOTHING, WIPE } from '../driver/wording';

/**
 * A check's `run`: on a terminal, a message with `dangerous` between two words shows both words,
 * and the dangerous bytes never reach the terminal.
 */
function defused(
  ...dangerous: (string | Uint8Array)[]
): (subject: ClientUnderTest) => Promise<void> {
  return onTerminal(async ({ terminal, server }) => {
    for (const [i, bytes] of dangerous.entries()) {
      const middle = Buffer.from(bytes as Uint8Array);
      await server.send(frame(Buffer.concat([Buffer.from(`from${i}`), middle, Buffer.from('to')])));
      await terminal.showsRow(new RegExp(`^from${i}.*to$`));
      terminal.neverGot(middle);
    }
    await terminal.showsRow(/^\[Me\] \|$/);
  });
}

/** A check's `run`: a line is being typed, `deed` is done, whose last row is `x`, and the line is whole. */
function typing(
  deed: (session: TerminalSession) => Promise<void>,
): (subject: ClientUnderTest) => Promise<void> {
  return onTerminal(async (session) => {
    const { terminal, server } = session;
    terminal.types('hello');
    await terminal.shows('[Me] hello|');
    await deed(session);
    await terminal.showsLast('x', '[Me] hello|');
    terminal.types(' there\r');
    await server.receives('hello there');
  });
}

/** Control characters as they might come inside a message; a terminal obeys each of them. */
const CONTROLS = Array.from({ length: 32 }, (_, code) => code)
  .filter((code) => ![0x09, 0x0a, 0x1b].includes(code))
  .map((code) => `x${String.fromCharCode(code)}x`);

export const untrustedChecks: Check<ClientUnderTest>[] = [
  {
    id: 'C-2.5',
    level: 'robust',
    statement: 'bytes of no sense are printed frame by frame, and the client lives on',
    run: piped(async ({ client, server }) => {
      // Every byte but those the rules give a meaning: CR, LF and the padding.
      const noise = Buffer.from(
        Array.from({ length: 5 * FRAME_SIZE }, (_, i) => (i * 89 + (i >> 3)) & 0xff).map((byte) =>
          byte <= 0x20 ? byte + 0x80 : byte,
        ),
      );
      await client.prints(PROMPT);
      await server.send(noise);
      for (let at = 0; at < noise.length; at += FRAME_SIZE) {
        await client.prints(WIPE);
        await client.prints(noise.subarray(at, at + FRAME_SIZE));
        await client.prints(`\n${PROMPT}`);
      }
      client.types('still here\n');
      await server.receives('still here');
    }),
  },
  {
    id: 'C-2.6',
    level: 'robust',
    statement: 'an unpadded line is no message: the client waits for the rest and stays usable',
    run: piped(async ({ client, server }) => {
      await client.prints(PROMPT);
      await server.send(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
      client.types('hello\n');
      await server.receives('hello');
      await client.prints(PROMPT);
    }),
  },
  {
    id: 'C-2.7',
    level: 'robust',
    statement: 'a flood of blank frames leaves the client usable',
    run: piped(async ({ client, server }) => {
      await server.send(frames(...Array.from({ length: 2000 }, () => ''), 'at last'));
      await client.prints(PROMPT + SAID_NOTHING.repeat(2000) + said('at last'));
      client.types('hello\n');
      await server.receives('hello');
    }),
  },
  {
    id: 'C-26.47',
    level: 'robust',
    statement: 'escape sequences from the network never reach the terminal',
    cause: RAW_OUTPUT,
    run: defused(
      '\x1b]0;title\x07',
      '\x1b]52;c;ZXZpbA==\x1b\\',
      '\x1b[2J\x1b[H',
      '\x1b[8m',
      '\x1b[6n',
      '\x1bc',
      '\x1bP+q544e\x1b\\',
    ),
  },
  {
    id: 'C-26.48',
    level: 'robust',
    statement: 'control characters from the network never reach the terminal',
    cause: RAW_OUTPUT,
    run: defused(...CONTROLS, 'x\x7fx'),
  },
  {
    id: 'C-26.49',
    level: 'robust',
    statement: 'C1 controls never reach the terminal, neither as UTF-8 nor as single bytes',
    cause: RAW_OUTPUT,
    run: defused(
      '\u009b31m',
      '\u009d0;title\u009c',
      '\u0085',
      Buffer.from('x\x9b31mx', 'latin1'),
      Buffer.from('x\x9d0;t\x9cx', 'latin1'),
    ),
  },
  {
    id: 'C-26.50',
    level: 'robust',
    statement: 'characters that reverse the direction of text never reach the terminal',
    cause: RAW_OUTPUT,
    run: defused('\u202a', '\u202b', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068'),
  },
  {
    id: 'C-26.51',
    level: 'robust',
    statement: 'a carriage return inside a message cannot overwrite its beginning',
    cause: RAW_OUTPUT,
    run: onTerminal(async ({ terminal, server }) => {
      await server.send(frame('[Mallory] hello\r[Alice] I never said this'));
      await terminal.showsRow(/^\[Mallory\] hello.*\[Alice\] I never said this$/);
    }),
  },
  {
    id: 'C-26.53',
    level: 'robust',
    statement: 'application, privacy and start-of-string sequences never reach the terminal',
    run: defused('\x1b_apc\x1b\\', '\x1b^pm\x1b\\', '\x1bXsos\x1b\\', '\u009fapc\u009c'),
  },
  {
    id: 'C-26.54',
    level: 'robust',
    statement: 'marks that set the direction of text never reach the terminal',
    run: defused('\u200e', '\u200f', '\u061c', '\u202c', '\u2069'),
  },
  {
    id: 'C-26.55',
    level: 'robust',
    statement: 'frames of newlines without end leave the line that is being typed',
    run: typing(async ({ server }) => {
      await server.send(frames(...Array.from({ length: 50 }, () => `${'\n'.repeat(199)}x`)));
    }),
  },
  {
    id: 'C-26.56',
    level: 'robust',
    statement: 'floods of characters without a width leave the line that is being typed',
    run: typing(async ({ server }) => {
      const marks = ['\u0301', '\u200b', '\u200d', '\ufeff', '\ufe0f', '\u{e0041}'];
      await server.send(frames(...marks.map((mark) => mark.repeat(50))));
      await server.send(frames('x'));
    }),
  },
  {
    id: 'C-26.57',
    level: 'robust',
    statement: 'on a terminal of one column messages are shown, and what is typed is sent',
    run: onTerminal(
      async ({ terminal, server }) => {
        await server.send(frames('ab', '你好'));
        terminal.types('hello\r');
        await server.receives('hello');
        await server.send(frame('cd'));
        await terminal.showsRow(/d$/);
      },
      { columns: 1, prompt: /\[/ },
    ),
  },
];
