import { ChatServer } from './testing/chat-server';
import { setStage } from './testing/stage';
import { Visitor } from './testing/visitor';

const stage = setStage(ChatServer);

/** What has the focus, as it is called. */
const focused = (visitor: Visitor) =>
  visitor.page.evaluate(() => {
    const element = document.activeElement;
    const label = (element as HTMLInputElement | null)?.labels?.[0]?.textContent;
    return (label ?? element?.ariaLabel ?? element?.textContent ?? '').trim();
  });

test('everything is done by keyboard alone, in the order in which it is seen', async () => {
  const ann = await Visitor.open(stage.browser, stage.server.url);
  const { keyboard } = ann.page;
  expect(await focused(ann)).toBe('Name');
  await keyboard.type('Ann');
  await keyboard.press('Tab');
  expect(await focused(ann)).toBe('Join chat');
  await keyboard.press('Enter');
  await ann.box('Message').waitFor();
  await expect(focused(ann)).resolves.toBe('Message');

  // There is nothing to choose yet.
  for (const label of ['Conversation', 'Create', 'New channel']) {
    await keyboard.press('Shift+Tab');
    expect(await focused(ann)).toBe(label);
  }
  await keyboard.type('tea');
  await keyboard.press('Enter');
  await ann.isIn('tea');
  await ann.channel('tea').waitFor();
  await ann.page.waitForFunction(() => document.activeElement?.id === 'message');

  const around: string[] = [];
  for (let count = 0; count < 7; count++) {
    await keyboard.press('Shift+Tab');
    around.unshift(await focused(ann));
  }
  expect(around).toEqual([
    'Skip the channels',
    'Wire view',
    'Leave chat',
    'tea',
    'New channel',
    'Create',
    'Conversation',
  ]);

  await keyboard.press('Enter');
  expect(await focused(ann)).toBe('Message');
  await keyboard.type('one');
  await keyboard.press('Shift+Enter');
  await keyboard.type('two');
  await keyboard.press('Enter');
  await ann.hears('one');
  await ann.hears('two');
  expect(await ann.box('Message').inputValue()).toBe('');
  await keyboard.press('Tab');
  expect(await focused(ann)).toBe('Send');
  await ann.close();
});

test('what has the focus is seen to, and nothing holds it', async () => {
  const ben = await Visitor.enter(stage.browser, stage.server.url, 'Ben');
  await ben.press('Wire view');
  const seen = new Set<string>();
  for (let count = 0; count < 20; count++) {
    await ben.page.keyboard.press('Tab');
    const outline = await ben.page.evaluate(() => {
      const element = document.activeElement;
      return element === null || element === document.body
        ? ''
        : getComputedStyle(element).outlineStyle;
    });
    expect(['', 'solid']).toContain(outline);
    seen.add(await focused(ben));
  }
  expect([...seen]).toEqual(expect.arrayContaining(['Message', 'Hex', 'Wire view', 'Create']));
  await ben.close();
});

test('an Enter that ends the choice of a character sends nothing', async () => {
  const cem = await Visitor.enter(stage.browser, stage.server.url, 'Cem');
  await cem.box('Message').fill('に');
  await cem.box('Message').evaluate((box) => {
    const options = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true };
    box.dispatchEvent(new KeyboardEvent('keydown', options));
  });
  expect(await cem.box('Message').inputValue()).toBe('に');
  await cem.close();
});
