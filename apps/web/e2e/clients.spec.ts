import { ChatServer } from './testing/chat-server';
import { setStage } from './testing/stage';
import { OURS, PYTHON, Terminal } from './testing/terminal';
import { Visitor } from './testing/visitor';

const stage = setStage(ChatServer);

test.each([
  ['our client', OURS],
  ["a student's, in Python", PYTHON],
])('a page with %s', async (_, command) => {
  const channel = `with ${command[0] ?? ''}`;
  const panda = await Visitor.enter(stage.browser, stage.server.url, 'Panda');
  await panda.create(channel);
  const alice = new Terminal(command, 'Alice', stage.server.port);
  alice.type(`/join ${channel}`);
  await panda.hears('Alice has joined');
  alice.type('Grüße, 你好 🙂');
  await panda.hears('Grüße, 你好 🙂');

  // Each frame has room for 192 bytes behind `[Panda] `.
  await panda.box('Message').fill(`${'x'.repeat(192)}你\nand a second line`);
  await panda.page.getByText('2 messages, 3 frames of 200 bytes, each behind [Panda]').waitFor();
  await panda.press('Send');
  await alice.shows('[Panda] and a second line\n');
  expect(alice.written).toContain(`[Panda] ${'x'.repeat(192)}\n`);
  expect(alice.written).toContain('[Panda] 你\n');
  await alice.close();
  await panda.hears('Alice has left');
  await panda.close();
});

test('the name is remembered, what the address says comes first, and the title counts what is not seen', async () => {
  const ann = await Visitor.enter(stage.browser, stage.server.url, 'Ann');
  await ann.create('milk');
  await ann.page.goto(stage.server.url);
  expect(await ann.box('Name').inputValue()).toBe('Ann');
  await ann.page.goto(`${stage.server.url}?name=Anna&channel=milk`);
  expect(await ann.box('Name').inputValue()).toBe('Anna');
  await ann.press('Join chat');
  await ann.isIn('milk');
  const ben = await Visitor.open(stage.browser, stage.server.url, '?name=Ben&channel=milk');
  await ben.press('Join chat');
  await ben.isIn('milk');

  // Without a window, no tab is ever in the background: it is told that it is.
  const hide = (isHidden: boolean) =>
    ann.page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, isHidden);
  await hide(true);
  await ben.say('1');
  await ben.say('2');
  await ann.page.waitForFunction(() => document.title === '(2) milk – Chat');
  await hide(false);
  await ann.page.waitForFunction(() => document.title === 'milk – Chat');
  await Promise.all([ann.close(), ben.close()]);
});

test('a browser that keeps nothing, and a server that is not there', async () => {
  const ann = await Visitor.open(stage.browser, stage.server.url);
  await ann.page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('Denied', 'SecurityError');
      },
    });
  });
  await ann.page.reload();
  await ann.box('Name').fill('Ann');
  await stage.server.end();
  await ann.press('Join chat');
  await ann.page.getByRole('alert').getByText('Unable to connect to ws://').waitFor();
  await stage.server.begin();
  await ann.press('Join chat');
  await ann.box('Message').waitFor();
  expect(ann.complaints).toEqual([]);
  await ann.close();
});
