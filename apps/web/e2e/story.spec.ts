import { hindrances } from './testing/axe';
import { ChatServer } from './testing/chat-server';
import { setStage } from './testing/stage';
import { OURS, Terminal } from './testing/terminal';
import { Visitor } from './testing/visitor';

const stage = setStage(ChatServer);

test("the assignment's transcript, with Panda in the browser and Alice in a terminal", async () => {
  const panda = await Visitor.open(stage.browser, stage.server.url);
  await panda.box('Name').fill('Panda');
  expect(await hindrances(panda.page)).toEqual([]);
  await panda.press('Join chat');
  await panda.say('Hello world!');
  await panda.hears('Not currently in any channel. Must join a channel before sending messages.');
  await panda.say('/list');
  await panda.hears('There are no channels yet.');
  await panda.say('/create 168_tas');
  await panda.isIn('168_tas');

  const alice = new Terminal(OURS, 'Alice', stage.server.port);
  alice.type('/list');
  await alice.shows('168_tas\n');
  alice.type('/join 168_tas');
  await panda.hears('Alice has joined');
  alice.type("Hi everyone! Does anyone know what we're doing on the first day of lecture?");
  await panda.hears("Hi everyone! Does anyone know what we're doing on the first day of lecture?");
  await panda.say('The protocol.');
  await alice.shows('[Panda] The protocol.\n');
  expect(await hindrances(panda.page)).toEqual([]);

  await panda.press('Wire view');
  const wire = panda.page.getByRole('region', { name: 'Wire view' });
  await wire.getByText('13 bytes of text, 187 of padding').last().waitFor();
  await wire.getByRole('button', { name: 'Hex' }).last().click();
  expect(await hindrances(panda.page)).toEqual([]);

  await panda.press('Leave chat');
  await alice.shows('Panda has left\n');
  await panda.box('Name').waitFor();
  expect(panda.complaints).toEqual([]);
  await alice.close();
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
