import { openBrowser, type Browser } from '@chat/browser';
import { randomBytes } from 'node:crypto';
import { HostileServer } from './testing/hostile-server';
import { Visitor } from './testing/visitor';

let browser: Browser;
let server: HostileServer;
const visitors: Visitor[] = [];

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

beforeEach(async () => {
  server = await HostileServer.run();
});

afterEach(async () => {
  await Promise.all(visitors.splice(0).map((visitor) => visitor.close()));
  await server.end();
});

async function open(): Promise<Visitor> {
  const visitor = await Visitor.open(browser, server.url, '?name=Panda');
  visitors.push(visitor);
  return visitor;
}

async function enter(): Promise<Visitor> {
  const visitor = await open();
  await visitor.press('Join chat');
  await visitor.box('Message').waitFor();
  return visitor;
}

const MARKUP = '<img src="https://example.org/x" onerror="document.title=1"><script>x</script>';

test('markup is text, wherever it comes from, and nothing is asked of anybody else', async () => {
  server.channels = [MARKUP];
  const panda = await open();
  const requests: string[] = [];
  panda.page.on('request', (request) => requests.push(request.url()));
  await panda.press('Join chat');
  await panda.join(MARKUP);
  server.say(`${MARKUP.slice(0, 60)} has joined`);
  server.say(`[${MARKUP.slice(0, 60)}] ${MARKUP}`);
  server.say(MARKUP);
  await panda.hears(MARKUP);
  await panda.press('Wire view');
  expect(await panda.page.locator('img, #page script').count()).toBe(0);
  expect(await panda.page.title()).toBe(`${MARKUP} – Chat`);
  expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
  expect(panda.complaints).toEqual([]);
});

test('what turns its direction turns nothing around it', async () => {
  const panda = await enter();
  server.say('\u202egro.live has joined');
  server.say('[\u2067evil] \u202e\u2066abc');
  server.say('[Alice] after it');
  await panda.hears('after it');
  const left = (name: string) =>
    panda.log.getByText(name).evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element.lastChild ?? element);
      const name = element.querySelector('bdi')?.getBoundingClientRect();
      return { text: range.getBoundingClientRect().left, end: name?.right ?? NaN };
    });
  // ` has joined` stands behind the name.
  const { text, end } = await left('has joined');
  expect(text).toBeGreaterThanOrEqual(end - 1);
  const isolated = await panda.log
    .locator('bdi')
    .evaluateAll((all) => all.map((element) => getComputedStyle(element).unicodeBidi));
  expect(isolated.every((bidi) => bidi === 'isolate')).toBe(true);
  expect(isolated.length).toBeGreaterThanOrEqual(5);
});

test('10 000 channels and 10 000 who come: a few are in the document', async () => {
  server.channels = Array.from({ length: 10_000 }, (_, at) => `channel ${at} of a great many`);
  const panda = await enter();
  await panda.channel('channel 0 of').waitFor();
  for (let at = 0; at < 10_000; at++) server.say(`member ${at} has joined`);
  await panda.hears('member 9999 has joined');
  expect(await panda.page.locator('.row').count()).toBeLessThan(150);
  await panda.page.locator('.channel-list .scroller').evaluate((list) => {
    list.scrollTop = list.scrollHeight;
  });
  await panda.join('channel 9999 of a great many');
  expect(panda.complaints).toEqual([]);
});

test('garbage is shown as what it is, and breaks nothing', async () => {
  const panda = await enter();
  await panda.press('Wire view');
  for (let count = 0; count < 200; count++) server.send(randomBytes(1 + ((count * 37) % 900)));
  const whole =
    200 -
    (Array.from({ length: 200 }, (_, at) => 1 + ((at * 37) % 900)).reduce((a, b) => a + b) % 200);
  server.send(new Uint8Array(whole).fill(0x20));
  server.say('[Alice] still here');
  await panda.hears('still here');
  await panda.say('so am I');
  await panda.hears('so am I');
  expect(panda.complaints).toEqual([]);
});

test('a server that sends text is left, and called lost', async () => {
  const panda = await enter();
  server.send('hello');
  await panda.hears('Connected again');
  expect(await panda.lines()).toContainEqual(expect.stringContaining('Connection lost at'));
});

test('a server that never answers is given up; one that stops to, is said to', async () => {
  const panda = await open();
  await panda.page.clock.install();
  server.isSilent = true;
  await panda.press('Join chat');
  await panda.page.getByText('Connecting…').waitFor();
  while (server.heard.length < 4) await panda.page.clock.runFor(50);
  await panda.page.clock.runFor(11_000);
  await panda.page.getByRole('alert').getByText('The server has not answered.').waitFor();

  server.isSilent = false;
  await panda.press('Join chat');
  await panda.box('Message').waitFor();
  server.isSilent = true;
  await panda.page.clock.runFor(25_000);
  await panda.page.getByText('The server does not answer.').waitFor();
  server.isSilent = false;
  await panda.press('Reconnect');
  await panda.page.clock.runFor(2_000);
  await panda.hears('Connected again');
});

test('who is refused is told why, beside the name', async () => {
  const words = 'A name cannot have control characters in it.';
  server.refusal = words;
  const panda = await open();
  await panda.press('Join chat');
  await panda.page.getByRole('alert').getByText(words).waitFor();
  server.refusal = undefined;
  await panda.press('Join chat');
  await panda.box('Message').waitFor();
});
