import { openBrowser, type Browser } from '@chat/browser';

/** A browser, and a server whose page it visits. */
export interface Stage<Server> {
  readonly browser: Browser;
  readonly server: Server;
}

/** Sets the stage before the tests of a file, and clears it behind them. */
export function setStage<Server extends { end(): Promise<void> }>(kind: {
  run(): Promise<Server>;
}): Stage<Server> {
  const stage = {} as { browser: Browser; server: Server };
  beforeAll(async () => {
    stage.browser = await openBrowser();
    stage.server = await kind.run();
  });
  afterAll(async () => {
    await stage.browser.close();
    await stage.server.end();
  });
  return stage;
}
