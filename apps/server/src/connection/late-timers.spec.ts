import { setTimeout as delay } from 'node:timers/promises';
import { destroyPeers, enter, Peer } from '../testing/test-peer';
import { killPrograms, Program } from '../testing/test-program';

/** Milliseconds within which a name has to come, or a text; and for which the server stands still. */
const TIMEOUT = 1000;
const PAUSE = 1500;

afterEach(async () => {
  destroyPeers();
  await killPrograms();
});

test.each([
  ['a name', '--name-timeout', 'Alice'],
  ['a text', '--idle-timeout', 'hello'],
])('%s that came while the server stood still was in time', async (_, option, text) => {
  const program = new Program(['0', option, `${TIMEOUT}ms`]);
  const port = await program.port();
  const idle = option === '--idle-timeout';
  const peers = idle ? [await enter(port, 'Alice')] : [new Peer(port), new Peer(port)];
  // Whoever is answered is surely there: those before it are too.
  if (!idle) await enter(port, 'Watcher');
  program.signal('SIGSTOP');
  for (const peer of peers) {
    peer.say(text);
    await peer.sent();
  }
  await delay(PAUSE);
  program.signal('SIGCONT');
  for (const peer of peers) {
    peer.say('/nothing');
    expect(await peer.hear()).toMatch('/nothing');
  }
});
