import { setTimeout as delay } from 'node:timers/promises';
import { HostileServer } from './testing/hostile-server';
import { setStage } from './testing/stage';
import { Visitor } from './testing/visitor';

const stage = setStage(HostileServer);

/** Milliseconds between frames that the browser painted while something went on, the longest. */
async function longestPause(visitor: Visitor, during: () => Promise<void>): Promise<number> {
  await visitor.page.evaluate(() => {
    const watch = { longest: 0, last: performance.now() };
    Object.assign(window, { watch });
    const tick = () => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await during();
  return visitor.page.evaluate(
    () => (window as unknown as { watch: { longest: number } }).watch.longest,
  );
}

/** Milliseconds that nobody would call frozen, with room for a machine that is busy with tests. */
const FROZEN = 1_000;

test('10 000 messages: a few are in the document, and all can be scrolled to', async () => {
  const panda = await Visitor.enter(stage.browser, stage.server.url, 'Panda');
  for (let at = 0; at < 10_000; at++)
    stage.server.say(`[Alice] message ${at}${' and more'.repeat(at % 19)}`);
  await panda.log.getByText('message 9999').waitFor();
  const pause = await longestPause(panda, async () => {
    for (let step = 0; step < 30; step++) {
      await panda.log.hover();
      await panda.page.mouse.wheel(0, -5_000);
    }
  });
  expect(pause).toBeLessThan(FROZEN);
  expect(await panda.log.locator('.row').count()).toBeLessThan(100);
  expect(await panda.log.getByText('message 9999').count()).toBe(0);
  await panda.log.focus();
  await panda.page.keyboard.press('Home');
  await panda.log.getByText('message 0', { exact: true }).waitFor();

  // Who reads what was, is not moved by what comes.
  const before = await panda.lines();
  stage.server.say('[Alice] one more');
  await panda.button('To the newest').waitFor();
  expect(await panda.lines()).toEqual(before);
  await panda.press('To the newest');
  await panda.hears('one more');
  await panda.close();
});

test('1000 messages a second freeze nothing: what is typed is there, and sent', async () => {
  const panda = await Visitor.enter(stage.browser, stage.server.url, 'Panda');
  await panda.press('Wire view');
  let isOver = false;
  const flood = async () => {
    for (let tick = 0; tick < 300; tick++) {
      for (let count = 0; count < 10; count++)
        stage.server.say(`[Alice] flood ${tick * 10 + count}`);
      await delay(10);
    }
    isOver = true;
  };
  const pause = await longestPause(panda, async () => {
    const flooding = flood();
    await panda.box('Message').pressSequentially('typed meanwhile');
    expect(isOver).toBe(false);
    await panda.page.keyboard.press('Enter');
    await flooding;
    await panda.log.getByText('flood 2999').waitFor();
  });
  expect(stage.server.heard).toContain('typed meanwhile');
  expect(pause).toBeLessThan(FROZEN);
  await panda.close();
});
