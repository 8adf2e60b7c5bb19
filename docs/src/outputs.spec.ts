import { tied } from '@chat/loopback/tie';
import { TerminalProgram } from '@chat/terminal/program';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { commandsOf, wordsOf } from './commands';
import { BLOCKS, WORKSPACE } from './documents';

const SERVER = join(WORKSPACE, 'apps/server/dist/main.js');

const blocks = BLOCKS.filter(({ file }) => file === 'apps/server/README.md');
const screens = blocks
  .filter(({ language }) => language === 'console')
  .map((block) => ({ command: commandsOf(block)[0] ?? '', text: block.text }));

/** What is the same at each start: no time, no port, and not by which way it sends. */
function constant(line: string): string {
  return line
    .replace(/, sending by send\(2\)/, '')
    .replace(/^[\d:.]+ /, 'now ')
    .replace(/(?<=port |localhost:)\d+/g, 'N');
}

/** The arguments of a command, with any ports. */
function argumentsOf(command: string): string[] {
  return wordsOf(command)
    .slice(1)
    .map((word) => (/^\d{4,5}$/.test(word) ? '0' : word));
}

test.each(screens)('$command says what the manual shows', async ({ command, text }) => {
  const program = [process.execPath, SERVER, ...argumentsOf(command)];
  const server = new TerminalProgram(program, { columns: 150 });
  await server.shows(/Listening on port/);
  const rows = server.screen.rows.filter((row) => row !== '');
  await server.kill();
  const shown = text.trimEnd().split('\n').slice(1);
  expect(rows.map(constant)).toEqual(shown.map(constant));
});

test('a line of the log is as the manual shows it', async () => {
  const shown = blocks.find(({ language }) => language === 'json')?.text ?? '';
  const server = tied(
    spawn(process.execPath, [SERVER, '0'], { stdio: ['ignore', 'ignore', 'pipe'] }),
  );
  const [line] = (await once(createInterface(server.stderr), 'line')) as [string];
  server.kill();
  await once(server, 'close');
  const events = [line, shown].map((text) => JSON.parse(text) as Record<string, unknown>);
  const [said, manual] = events.map((event) => ({
    ...event,
    message: constant(String(event['message'])),
    '@timestamp': 'now',
    port: 'N',
  }));
  expect(said).toEqual(manual);
});
