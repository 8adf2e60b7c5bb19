import { hindrances } from './testing/axe';
import { ChatServer } from './testing/chat-server';
import { setStage } from './testing/stage';
import { Visitor } from './testing/visitor';

const stage = setStage(ChatServer);

const LABELS = ['Wire view', 'Leave chat', 'Create', 'Send'];

/** What is wider than the screen, but for what is cut off with an ellipsis. */
const overflowing = (visitor: Visitor) =>
  visitor.page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const parts = document.querySelectorAll(
      'header, nav, main, section, h1, p, button, input, textarea',
    );
    return [...parts]
      .filter((part) => part.getBoundingClientRect().right > clientWidth + 1)
      .map(({ outerHTML }) => outerHTML.slice(0, 100))
      .concat(scrollWidth > clientWidth ? ['the page'] : []);
  });

test.each([
  { width: 320, height: 568, colorScheme: 'light' },
  { width: 320, height: 568, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
] as const)('$width by $height, $colorScheme', async (screen) => {
  const { width, colorScheme } = screen;
  const channel = `${'long channel name '.repeat(4)}${width} ${colorScheme}`;
  const alice = await Visitor.enter(stage.browser, stage.server.url, 'Alice');
  await alice.create(channel);
  const panda = await Visitor.open(stage.browser, stage.server.url, '?name=Panda', screen);
  expect(await hindrances(panda.page)).toEqual([]);
  expect(await overflowing(panda)).toEqual([]);
  await panda.press('Join chat');
  await panda.join(channel);
  await alice.say('x'.repeat(300));
  await alice.say('Good morning, and see https://example.org/');
  await panda.hears('https://example.org/');
  await panda.say('W'.repeat(150));
  await panda.say('/nope');
  await panda.hears(
    '/nope is not a valid control message. Valid messages are /create, /list, and /join.',
  );
  await panda.box('New channel').fill(channel);
  await panda.press('Create');
  await panda.page.getByRole('alert').getByText('already exists').waitFor();
  await panda.box('Message').fill('x'.repeat(250));
  await panda.page.getByText('One message, 2 frames').waitFor();
  expect(await hindrances(panda.page)).toEqual([]);
  expect(await overflowing(panda)).toEqual([]);
  for (const label of LABELS) expect(await panda.button(label).isVisible()).toBe(true);

  await panda.press('Wire view');
  await panda.button('Hex').last().click();
  expect(await hindrances(panda.page)).toEqual([]);
  expect(await overflowing(panda)).toEqual([]);
  await panda.press('Wire view');

  // Who was at the end stays there.
  await panda.say('the end');
  await panda.log.getByText('the end').waitFor();
  await panda.button('To the newest').waitFor({ state: 'detached' });
  await Promise.all([alice.close(), panda.close()]);
});
