import { openBrowser, type Browser, type Page } from '@chat/browser';
import axe from 'axe-core';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Nobody listens here: the browser takes what it asks for from the folder. */
const SITE = 'http://site.test';
const dist = join(import.meta.dirname, '../dist');

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser.close());

async function open(path: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<void> {
  page = await browser.newPage(options);
  errors = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    const file = join(dist, decodeURI(pathname));
    return existsSync(file) ? route.fulfill({ path: file }) : route.fulfill({ status: 404 });
  });
  await page.goto(`${SITE}/${path}`, { waitUntil: 'networkidle' });
}

afterEach(async () => {
  expect(errors).toEqual([]);
  await page.close();
});

/** What the decoder does with each piece. */
function deliveries(): Promise<string[]> {
  return page.locator('.lab li > p:first-child').allInnerTexts();
}

test('the lab cuts what is typed, where the arrow keys put the cuts', async () => {
  await open('lab.html');
  await page.getByLabel('Name').fill('');
  await page.getByLabel('Text').fill('Grüße');
  expect(await page.locator('.lab figcaption').allInnerTexts()).toEqual([
    'Frame 1: 0 bytes of prefix, 7 bytes of text, 193 bytes of padding',
  ]);

  await page.getByRole('button', { name: 'Remove a cut' }).click();
  const cut = page.getByRole('slider', { name: 'Cut 1' });
  await cut.focus();
  await page.keyboard.press('Home');
  expect(await deliveries()).toEqual([
    'Piece 1 brings 200 bytes. The decoder releases one frame, and holds 0 bytes.',
  ]);
  await page.keyboard.press('ArrowRight');
  expect(await cut.getAttribute('aria-valuetext')).toBe('behind byte 1');
  expect(await deliveries()).toEqual([
    'Piece 1 brings 1 byte. The decoder releases nothing, and holds 1 byte.',
    'Piece 2 brings 199 bytes. The decoder releases one frame, and holds 0 bytes.',
  ]);
  expect(await page.locator('.lab .released').allInnerTexts()).toEqual(['Grüße']);
});

test('a cut is dragged', async () => {
  await open('lab.html');
  await page.locator('.lab .stream').scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await page.locator('.lab .stream').boundingBox()) ?? fail();
  await page.mouse.move(x + 12 + (137 / 400) * (width - 24), y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + 12, y + height / 2, { steps: 4 });
  await page.mouse.up();
  expect(await deliveries()).toHaveLength(2);
});

function fail(): never {
  throw new Error('nothing is drawn');
}

test('what is searched for is found', async () => {
  await open('index.html');
  await page.keyboard.press('Control+k');
  await page.getByRole('searchbox').fill('tarpit flood-rate');
  await page.locator('.VPLocalSearchBox .result').first().waitFor();
});

test.each(['light', 'dark'] as const)('axe finds nothing on %s pages', async (colorScheme) => {
  for (const path of ['index.html', 'lab.html', 'examples.html']) {
    await open(path, { colorScheme, viewport: { width: 390, height: 800 } });
    await page.addScriptTag({ content: axe.source });
    const faults = await page.evaluate(async () => {
      const { violations } = await window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    });
    expect(faults).toEqual([]);
    const [wide, room] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(wide).toBe(room);
  }
});
