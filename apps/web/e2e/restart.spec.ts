import { ChatServer } from './testing/chat-server';
import { setStage } from './testing/stage';
import { OURS, Terminal } from './testing/terminal';
import { Visitor } from './testing/visitor';

const stage = setStage(ChatServer);

test('a server that ends is missed at once; the page comes back to the channel, and keeps the draft', async () => {
  const panda = await Visitor.enter(stage.browser, stage.server.url, 'Panda');
  await panda.create('tea');
  await panda.say('before');
  await panda.box('Message').fill('a draft');
  await stage.server.end();
  await panda.page.getByRole('alert').getByText('Connection lost').waitFor();
  await panda.box('Message').press('Enter');
  expect(await panda.box('Message').inputValue()).toBe('a draft');

  await stage.server.begin();
  await panda.press('Reconnect');
  await panda.hears('Connected again');
  const alice = new Terminal(OURS, 'Alice', stage.server.port);
  alice.type('/join tea');
  await panda.hears('Alice has joined');
  expect(await panda.box('Message').inputValue()).toBe('a draft');
  await panda.box('Message').press('Enter');
  await alice.shows('[Panda] a draft\n');

  const lines = await panda.lines();
  const lost = lines.findIndex((line) => line.includes('messages may be missing here'));
  const at = (text: string) => lines.findIndex((line) => line.includes(text));
  expect(at('before')).toBeLessThan(lost);
  expect(lost).toBeLessThan(at('Alice has joined'));
  expect(await panda.button('Reconnect').count()).toBe(0);
  await alice.close();
  await panda.close();
});

test('pages come back by themselves, all of them, and one of them makes the channel', async () => {
  const names = ['Ann', 'Ben', 'Cem'];
  const visitors = await Promise.all(
    names.map((name) => Visitor.enter(stage.browser, stage.server.url, name)),
  );
  const [ann, ben, cem] = visitors as [Visitor, Visitor, Visitor];
  await ann.create('milk');
  for (const visitor of [ben, cem]) {
    await visitor.page.reload();
    await visitor.press('Join chat');
    await visitor.join('milk');
  }
  await stage.server.end();
  await stage.server.begin();
  for (const visitor of visitors) await visitor.hears('Connected again');
  await ann.say('all here?');
  await Promise.all([ben.hears('all here?'), cem.hears('all here?')]);
  for (const visitor of visitors) await visitor.close();
});
