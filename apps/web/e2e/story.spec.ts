import { drawScreen } from '@chat/terminal/picture';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hindrances } from './testing/axe';
import { ChatServer } from './testing/chat-server';
import { setStage } from './testing/stage';
import { playTranscript } from './testing/story';
import { Visitor } from './testing/visitor';

/** `npx nx pictures web` draws it anew. */
const PICTURE = join(import.meta.dirname, '../../../docs/pictures/terminal.svg');

const stage = setStage(ChatServer);

test("the assignment's transcript, with Panda in the browser and Alice in a terminal", async () => {
  const panda = await Visitor.open(stage.browser, stage.server.url);
  await panda.box('Name').fill('Panda');
  expect(await hindrances(panda.page)).toEqual([]);
  await panda.press('Join chat');
  await panda.box('Message').waitFor();
  const alice = await playTranscript(panda, stage.server.port);
  // What the documents show of it is what there is to see.
  expect(drawScreen(alice.screen, 'Terminal')).toBe(readFileSync(PICTURE, 'utf8'));
  expect(await hindrances(panda.page)).toEqual([]);

  await panda.press('Wire view');
  const wire = panda.page.getByRole('region', { name: 'Wire view' });
  await wire.getByText('21 bytes of text, 179 of padding').last().waitFor();
  await wire.getByRole('button', { name: 'Hex' }).last().click();
  expect(await hindrances(panda.page)).toEqual([]);

  await panda.press('Leave chat');
  await alice.shows(/^Panda has left$/);
  await panda.box('Name').waitFor();
  expect(panda.complaints).toEqual([]);
  await alice.kill();
  await panda.close();
});

test('two pages hear each other, and what each says is not markup', async () => {
  const ann = await Visitor.enter(stage.browser, stage.server.url, 'Ann');
  await ann.create('tea');
  const ben = await Visitor.open(stage.browser, stage.server.url, '?name=Ben&channel=tea');
  // Nothing happens without a press.
  expect(await ben.box('Name').inputValue()).toBe('Ben');
  await ben.press('Join chat');
  await ben.isIn('tea');
  await ann.hears('Ben has joined');

  const markup = '<img src=x onerror=alert(1)> & &amp; <b>not bold</b>';
  await ann.say(markup);
  await ben.hears(markup);
  await ben.say('see https://example.org/a, or javascript:alert(1)');
  const links = ann.log.getByRole('link');
  await links.first().waitFor();
  expect(await links.count()).toBe(1);
  expect(await links.getAttribute('href')).toBe('https://example.org/a');
  expect(await links.getAttribute('rel')).toBe('noopener noreferrer');
  expect(await ann.lines()).toContainEqual(
    expect.stringContaining('see https://example.org/a, or javascript:alert(1)'),
  );

  // One's own are told apart.
  expect(await ann.log.getByText('(you)').count()).toBe(1);
  await ben.close();
  await ann.hears('Ben has left');
  expect([...ann.complaints, ...ben.complaints]).toEqual([]);
  await ann.close();
});
