import { TerminalProgram } from './testing/program';
import { stage } from './testing/stage';
import { TestServer } from './testing/test-server';

const on = stage();

/** The client on a terminal. */
function begin(): TerminalProgram {
  return new TerminalProgram(['Scott', '127.0.0.1', on.server.port, '--reconnect']);
}

test('the client comes back, goes where it was, and keeps the draft', async () => {
  const program = begin();
  await program.edits('[Me] |');
  const { port } = on.server;
  program.type('/create tea\r/join nowhere\r');
  await on.server.receives('Scott', '/create tea', '/join nowhere');
  on.server.say("No channel named nowhere exists. Try '/create nowhere'?");
  await program.shows(/^No channel/);
  program.type('draft');
  on.server.close();
  await program.shows(/^Server at 127\.0\.0\.1:\d+ has disconnected$/);
  await program.edits('(offline: trying again in 1 s) draft|');
  program.type('!\r');
  on.server = await TestServer.listen(Number(port));
  await on.server.receives('Scott', '/join tea');
  await program.edits('[Me] draft!|');
  program.type('\r');
  await on.server.receives('Scott', '/join tea', 'draft!');
});

test('a name that is refused ends the tries', async () => {
  const program = begin();
  await on.server.receives('Scott');
  on.server.say('A name cannot be yours.');
  on.server.hangUp();
  await program.shows(/has disconnected$/);
  await expect(program.ended).resolves.toEqual([1, 0]);
});

test('Ctrl-C leaves while the client is offline', async () => {
  const program = begin();
  await program.edits('[Me] |');
  on.server.close();
  await program.shows(/^Server at .* has disconnected$/);
  program.type('\x03');
  await expect(program.ended).resolves.toEqual([130, 0]);
});

test('a server that takes a connection and drops it is tried less and less often', async () => {
  const program = begin();
  for (const [tries, pause] of [1, 2, 4].entries()) {
    await on.server.receives(...Array<string>(tries + 1).fill('Scott'));
    on.server.hangUp();
    await program.until(({ cursorRow }) => {
      const [, seconds] = /^\(offline: trying again in (\d+) s\) \|$/.exec(cursorRow) ?? [];
      return Number(seconds) > pause / 2 && Number(seconds) <= pause;
    });
  }
});
