import { drawScreen } from '@chat/terminal/picture';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChatServer } from './testing/chat-server';
import { setStage } from './testing/stage';
import { playTranscript } from './testing/story';
import { Visitor } from './testing/visitor';

const FOLDER = join(import.meta.dirname, '../../../docs/pictures');
const SCHEMES = ['light', 'dark'] as const;
/** Everywhere the same, whoever makes the pictures, and when. */
const SETTING = { deviceScaleFactor: 2, locale: 'en-US', timezoneId: 'UTC' };
const NOW = new Date('2026-09-24T10:00:00Z');

const stage = setStage(ChatServer);

beforeAll(() => mkdir(FOLDER, { recursive: true }));

async function enterAsPanda(width: number, height: number, query = ''): Promise<Visitor> {
  const screen = { width, height, ...SETTING };
  const panda = await Visitor.open(stage.browser, stage.server.url, `?name=Panda${query}`, screen);
  await panda.page.clock.setFixedTime(NOW);
  await panda.press('Join chat');
  await panda.box('Message').waitFor();
  return panda;
}

test('Panda in a browser, Alice in a terminal', async () => {
  const panda = await enterAsPanda(740, 432);
  const alice = await playTranscript(panda, stage.server.port);
  const terminal = drawScreen(alice.screen, 'Terminal');
  await writeFile(join(FOLDER, 'terminal.svg'), terminal);
  const easel = await stage.browser.newPage(SETTING);
  for (const colorScheme of SCHEMES) {
    await panda.page.emulateMedia({ colorScheme });
    const page = await panda.page.screenshot({ animations: 'disabled' });
    await easel.setContent(sideBySide(page, terminal, colorScheme));
    const path = join(FOLDER, `chat-${colorScheme}.png`);
    await easel.locator('main').screenshot({ path, omitBackground: true });
  }
  await Promise.all([alice.kill(), panda.close(), easel.close()]);
});

test.each([
  { picture: 'wire', width: 1000, height: 780 },
  { picture: 'phone', width: 390, height: 520 },
])('the page: $picture', async ({ picture, width, height }) => {
  const panda = await enterAsPanda(width, height, '&channel=tea');
  await panda.isIn('tea');
  const alice = await Visitor.enter(stage.browser, stage.server.url, 'Alice');
  await alice.join('tea');
  await alice.say('Grüße! What is a frame?');
  await panda.hears('Grüße! What is a frame?');
  await panda.say('200 bytes. The wire view shows them.');
  await alice.hears('200 bytes. The wire view shows them.');
  if (picture === 'wire') await panda.press('Wire view');
  await panda.page.screenshot({ path: join(FOLDER, `${picture}.png`), animations: 'disabled' });
  await Promise.all([alice.close(), panda.close()]);
});

/** Both windows, as they might stand on a desk. */
function sideBySide(page: Buffer, terminal: string, colorScheme: (typeof SCHEMES)[number]): string {
  const address = 'http://localhost:8080/';
  return `<style>
    :root { color-scheme: ${colorScheme}; }
    body { margin: 0; background: transparent; }
    main { display: inline-flex; gap: 20px; padding: 4px; align-items: flex-start; }
    figure { margin: 0; width: 740px; border-radius: 10px; overflow: hidden;
      box-shadow: 0 0 0 1px light-dark(#c9cad6, #4a4d5c); }
    figcaption { height: 32px; display: grid; place-items: center; font: 13px system-ui, sans-serif;
      color: light-dark(#595c6d, #a5a8ba); background: light-dark(#e9e9f0, #2a2c38); }
    img { display: block; width: 740px; }
    svg { display: block; border-radius: 10px; box-shadow: 0 0 0 1px light-dark(#2a2c38, #4a4d5c); }
  </style>
  <main>
    <figure><figcaption>${address}</figcaption>
    <img src="data:image/png;base64,${page.toString('base64')}"></figure>
    ${terminal}
  </main>`;
}
