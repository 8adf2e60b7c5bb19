import type { Browser, BrowserContextOptions, Locator, Page } from '@chat/browser';

export interface Screen extends Pick<
  BrowserContextOptions,
  'colorScheme' | 'deviceScaleFactor' | 'ignoreHTTPSErrors' | 'locale' | 'timezoneId'
> {
  readonly width?: number;
  readonly height?: number;
}

/** Somebody in front of a browser of their own. What the page complains of is kept. */
export class Visitor {
  readonly page: Page;
  /** Errors of scripts, and what the page's policy has refused. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // The browser itself tells of each connection that fails.
      const text = message.text();
      if (message.type() === 'error' && !text.includes('WebSocket')) this.complaints.push(text);
    });
  }

  /** @param query what stands behind the address of the page, if anything */
  static async open(
    browser: Browser,
    url: string,
    query = '',
    { width = 1000, height = 700, ...screen }: Screen = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width, height }, ...screen });
    const visitor = new Visitor(await context.newPage());
    await visitor.page.goto(`${url}${query}`);
    return visitor;
  }

  /** Opens the page and goes in. */
  static async enter(
    browser: Browser,
    url: string,
    name: string,
    screen?: Screen,
  ): Promise<Visitor> {
    const visitor = await Visitor.open(browser, url, `?name=${encodeURIComponent(name)}`, screen);
    await visitor.press('Join chat');
    await visitor.box('Message').waitFor();
    return visitor;
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  box(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  channel(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name });
  }

  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  async create(channel: string): Promise<void> {
    await this.box('New channel').fill(channel);
    await this.press('Create');
    await this.isIn(channel);
  }

  async join(channel: string): Promise<void> {
    await this.channel(channel).click();
    await this.isIn(channel);
  }

  async isIn(channel: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: channel }).waitFor();
  }

  async say(text: string): Promise<void> {
    await this.box('Message').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until a line of the conversation says just that. */
  async hears(text: string): Promise<void> {
    await this.log.getByText(text, { exact: true }).last().waitFor();
  }

  /** What stands in the conversation, line by line, as far as it is in sight. */
  async lines(): Promise<string[]> {
    return this.log.locator('.row').allInnerTexts();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
