import { loadNative } from './broadcast';
import { ChatServer } from '../server';
import { destroyPeers, enter, type Peer } from '../testing/test-peer';

afterEach(destroyPeers);

const ROUNDS = 20;
const MEMBERS = 8;

/**
 * A closed socket's number is the next connection's. Whoever wrote to a number that was kept would give one
 * channel's messages to another.
 */
test('who comes when others are reset amid a fan-out hears nothing that was meant for them', async () => {
  // Where there was no compiler, Node writes all, and that is what is tried.
  const server = new ChatServer({ host: '127.0.0.1' }, { native: await loadNative() });
  const { port } = await server.listen(0);
  const talker = await enter(port, 'Talker', 'busy');
  const other = await enter(port, 'Other', 'quiet');
  for (let round = 0; round < ROUNDS; round++) {
    const members = await Promise.all(
      Array.from({ length: MEMBERS }, (_, index) => enter(port, `Busy ${index}`, 'busy')),
    );
    const newcomers: Promise<Peer>[] = [];
    for (const [index, { socket }] of members.entries()) {
      for (let text = 0; text < 10; text++) talker.say('not for you');
      if (index % 2 === 0) socket.resetAndDestroy();
      else socket.destroy();
      newcomers.push(enter(port, `Quiet ${index}`, 'quiet'));
    }
    const strays = await Promise.all(newcomers);
    other.say(`round ${round}`);
    for (const stray of strays) {
      const heard = await stray.hearUntil(`[Other] round ${round}`);
      expect(heard.filter((text) => !/^(Quiet \d has |\[Other\] )/.test(text))).toEqual([]);
      stray.socket.destroy();
    }
  }
  await server.close();
});
