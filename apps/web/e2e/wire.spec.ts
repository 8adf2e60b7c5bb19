import { type Locator } from '@chat/browser';
import { encodeFrames } from '@chat/framing';
import { HostileServer } from './testing/hostile-server';
import { setStage } from './testing/stage';
import { Visitor } from './testing/visitor';

const stage = setStage(HostileServer);

/** The text of frames, as it is written on each. */
async function frames(wire: Locator): Promise<string[]> {
  const all = await wire.locator('.frame').allInnerTexts();
  return all.map((text) => text.replace(/\d\d:\d\d:\d\d\.\d{3}/, '').replace(/\s+/g, ' '));
}

test('each frame says what it is, and which messages carried it', async () => {
  stage.server.cut = 150;
  const panda = await Visitor.enter(stage.browser, stage.server.url, 'Panda', {
    width: 1280,
    height: 1600,
  });
  await panda.press('Wire view');
  const wire = panda.page.getByRole('region', { name: 'Wire view' });
  await wire.getByText('Received 3').waitFor();
  const [name, fence, list, last, reply, listing] = await frames(wire);
  expect(name).toMatch(
    /^Sent 1 name Panda·{195} 5 bytes of text, 195 of padding Hex .* all of its 200 bytes$/,
  );
  expect(fence).toMatch(/^Sent 2 fence \/[k-z]{16}·{183} .* message 2, bytes 1–200 of 600$/);
  expect(list).toMatch(/^Sent 3 command \/list·{195} .* message 2, bytes 201–400 of 600$/);
  expect(last).toMatch(/^Sent 4 fence /);
  expect(reply).toMatch(
    /^Received 1 reply to a fence .* message 1, all of its 150 bytes WebSocket message 2, all of its 50 bytes$/,
  );
  expect(listing).toMatch(/^Received 2 answer tea·{197} /);

  stage.server.say('[Alice] hi');
  await wire.getByText('Received 4').waitFor();
  const frame = wire.locator('.frame').last();
  await frame.getByRole('button', { name: 'Hex' }).click();
  await frame.getByText('5b 41 6c 69 63 65 5d 20 68 69').waitFor();

  // Nothing comes between its halves.
  stage.server.isSilent = true;
  stage.server.send(encodeFrames('[Alice] more').subarray(0, 7));
  await wire
    .getByText('The next frame has begun: 7 of 200 bytes are here.')
    .waitFor({ timeout: 5_000 });
  stage.server.send(encodeFrames('[Alice] more').subarray(7));
  await wire.getByText('12 bytes of text').waitFor();
  expect((await frames(wire)).at(-1)).toMatch(
    /^Received \d+ message .* all of its 7 bytes WebSocket message \d+, all of its 193 bytes$/,
  );
  await panda.close();
});

/** Where each character of a frame's bytes begins, in cells from the left edge. */
function columns(bytes: Locator): Promise<number[]> {
  return bytes.evaluate((element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const lefts: number[] = [];
    while (texts.nextNode() !== null) {
      const range = document.createRange();
      let at = 0;
      for (const { length } of texts.currentNode.textContent ?? '') {
        range.setStart(texts.currentNode, at);
        range.setEnd(texts.currentNode, (at += length));
        lefts.push(range.getBoundingClientRect().left);
      }
    }
    const left = Math.min(...lefts);
    const [first = 0, second = 0] = lefts;
    return lefts.map((each) => Math.round((10 * (each - left)) / (second - first)) / 10);
  });
}

test.each([
  [1280, 50],
  [320, 25],
])('at %i pixels each row is %i bytes, whatever is in it', async (width, size) => {
  stage.server.isSilent = false;
  const panda = await Visitor.enter(stage.browser, stage.server.url, 'Panda', {
    width,
    height: 900,
  });
  await panda.press('Wire view');
  const wire = panda.page.getByRole('region', { name: 'Wire view' });
  stage.server.say(`ab ${'日本語 🎉 กำ한글 é '.repeat(5)}  end`);
  const frame = wire.locator('.frame').last();
  await frame.getByText('end').waitFor();
  const expected = Array.from({ length: 200 }, (_, index) => index % size);
  const seen = await columns(frame.locator('.bytes'));
  expect(seen.map((column) => Math.round(column))).toEqual(expected);
  await panda.close();
});
